/** @file The part of protocol buffers that ONNX files need. */

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

/** A message under construction; nested messages are written by writers of their own. */
export class ProtobufWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  #varint(value: number | bigint): void {
    let rest = BigInt.asUintN(64, BigInt(value)); // negative numbers are written as 64-bit two's complement
    const bytes: number[] = [];
    do {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      bytes.push(rest ? low | 0x80 : low);
    } while (rest);
    this.#push(Uint8Array.from(bytes));
  }

  int(field: number, value: number | bigint): this {
    this.#varint((field << 3) | VARINT);
    this.#varint(value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#varint((field << 3) | BYTES);
    this.#varint(value.length);
    this.#push(value);
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: ProtobufWriter): this {
    this.#varint((field << 3) | BYTES);
    this.#varint(value.#length);
    for (const part of value.#parts) this.#push(part);
    return this;
  }

  finish(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** One field of a message: a number, or bytes (a string, a nested message, packed numbers). */
export interface ProtobufField {
  field: number;
  value: bigint;
  bytes: Uint8Array;
}

/** Reads one varint; returns the value and the offset behind it. */
function readVarint(message: Uint8Array, start: number): [value: bigint, end: number] {
  let value = 0n;
  let at = start;
  for (let shift = 0n; ; shift += 7n) {
    const byte = message[at++];
    if (byte === undefined) throw new Error("The protobuf message ends in the middle of a number.");
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
}

/** The fields of a message, in order; bytes are views, not copies. */
export function* readFields(message: Uint8Array): Generator<ProtobufField> {
  const none = message.subarray(0, 0);
  for (let at = 0; at < message.length;) {
    const [tag, next] = readVarint(message, at);
    const [field, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    if (wire === VARINT) {
      const [value, end] = readVarint(message, next);
      yield { field, value, bytes: none };
      at = end;
    } else {
      const [length, begin] = wire === BYTES ? readVarint(message, next) : [wire === FIXED32 ? 4n : 8n, next];
      at = begin + Number(length);
      if (at > message.length) throw new Error(`The protobuf message ends inside field ${field}.`);
      yield { field, value: 0n, bytes: message.subarray(begin, at) };
    }
  }
}

/** Numbers of a repeated integer field, which may be packed or not. */
export function readInts(fields: Iterable<ProtobufField>): number[] {
  const values: number[] = [];
  for (const { bytes, value } of fields) {
    if (bytes.length === 0) values.push(Number(BigInt.asIntN(64, value)));
    for (let at = 0; at < bytes.length;) {
      const [packed, end] = readVarint(bytes, at);
      values.push(Number(BigInt.asIntN(64, packed)));
      at = end;
    }
  }
  return values;
}
