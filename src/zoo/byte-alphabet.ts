/** @file The printable stand-ins for bytes of byte-level vocabularies (GPT-2's table). */

const isPrintable = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);

/** One character per byte: itself where it prints, else the next free one from U+0100 on. */
export const byteCharacters: readonly string[] = (() => {
  let free = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : free++));
})();

const utf8 = new TextEncoder();

/** The UTF-8 bytes of a text, one character each. */
export const asByteCharacters = (text: string): string[] =>
  Array.from(utf8.encode(text), (byte) => byteCharacters[byte]!);
