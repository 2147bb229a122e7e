/** @file The smallest tokenizer that can write anything: five control tokens, then the 256 bytes. */
export const controls = { pad: 0, gen: 1, cls: 2, lab: 3, end: 4 };

const FIRST_BYTE = 5;
export const vocabulary = FIRST_BYTE + 256;

export const encode = (text: string): number[] =>
  Array.from(new TextEncoder().encode(text), (byte) => byte + FIRST_BYTE);

export const decode = (ids: readonly number[]): string =>
  new TextDecoder().decode(
    Uint8Array.from(
      ids.filter((id) => id >= FIRST_BYTE),
      (id) => id - FIRST_BYTE,
    ),
  );
