import { describe, expect, it } from "vitest";
import { decodeText, type Encoding } from "#storage/decode.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const wide = (text: string, little: boolean) => {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
};
const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(values.flatMap((value) => (typeof value === "number" ? [value] : [...utf8(value)])));

const text = "text,label\nWo ist mein Päckchen? 📦,Zustellung\nأين طلبي,delivery\n";
const latin = bytes("text,label\ncaf", 0xe9, " cr", 0xe8, "me,x\n");

describe("the encoding is recognised", () => {
  it.each<[string, Uint8Array, Encoding, string, string]>([
    ["UTF-8", utf8(text), "utf-8", "valid", text],
    ["UTF-8 with its mark", bytes(0xef, 0xbb, 0xbf, text), "utf-8", "mark", text],
    ["UTF-16 LE with its mark", wide(`\uFEFF${text}`, true), "utf-16le", "mark", text],
    ["UTF-16 BE with its mark", wide(`\uFEFF${text}`, false), "utf-16be", "mark", text],
    ["UTF-16 LE without a mark", wide(text, true), "utf-16le", "zeros", text],
    ["UTF-16 BE without a mark", wide(text, false), "utf-16be", "zeros", text],
    ["Latin-1", latin, "windows-1252", "fallback", "text,label\ncafé crème,x\n"],
  ])("%s", (_, content, encoding, evidence, expected) => {
    expect(decodeText(content)).toEqual({ text: expected, encoding, evidence, unreadable: null });
  });

  it("as UTF-8 where few bytes are broken, with the first place", () => {
    const broken = bytes("text,label\näöü ß é,x\nab", 0xff, "c é,y\n");
    expect(decodeText(broken)).toMatchObject({
      encoding: "utf-8",
      evidence: "mostly",
      unreadable: { count: 1, line: 3, column: 3 },
    });
  });

  it("but can be chosen otherwise", () => {
    const shiftJis = bytes("text,label\n", 0x93, 0xfa, 0x96, 0x7b, ",x\n");
    expect(decodeText(shiftJis, "shift_jis")).toMatchObject({ text: "text,label\n日本,x\n", unreadable: null });
    expect(decodeText(latin, "utf-8").unreadable).toEqual({ count: 2, line: 2, column: 4 });
  });
});

it("tells bytes that have no letter in a code page", () => {
  expect(decodeText(bytes("a,b\n", 0xe9, 0x81, ",x\n")).unreadable).toEqual({ count: 1, line: 2, column: 2 });
});
