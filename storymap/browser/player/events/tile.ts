/** Reads event tiles: columns of numbers and words, as `storymap/tiles/events/encoding.py` describes them. */

export type Numbers =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float64Array;

/** A column of words: for each entry the number of its word. */
export interface Words {
  words: string[];
  codes: Numbers;
}

export interface EventTile {
  kind: "cells" | "rows";
  /** The tile is 2**bits cells, or positions, wide. */
  bits: number;
  count: number;
  columns: (Numbers | Words)[];
}

const MAGIC = 0x31544d53; // "SMT1", little-endian
const CELLS = 1;
const WORDS = 8;
const VARYING = 9;

/** Returns the columns of a tile, or null for bytes that are no event tile. */
export function readTile(data: ArrayBuffer): EventTile | null {
  const view = new DataView(data);
  if (data.byteLength < 16 || view.getUint32(0, true) !== MAGIC) return null;
  const columns: (Numbers | Words)[] = [];
  const count = view.getUint32(8, true);
  let at = 16;
  for (let left = view.getUint16(6, true); left > 0; left -= 1) {
    const type = view.getUint8(at);
    const delta = view.getUint8(at + 1);
    const size = view.getUint32(at + 4, true);
    at += 8;
    if (type === WORDS) columns.push(wordsAt(data, view, at, count));
    else {
      const numbers = type === VARYING ? varyingAt(new Uint8Array(data, at, size), count) : numbersAt(data, type, at, count);
      columns.push(delta ? summed(numbers) : numbers);
    }
    at += size + (-size & 7);
  }
  return { kind: view.getUint8(4) === CELLS ? "cells" : "rows", bits: view.getUint8(5), count, columns };
}

function numbersAt(data: ArrayBuffer, type: number, at: number, count: number): Numbers {
  switch (type) {
    case 1:
      return new Uint8Array(data, at, count);
    case 2:
      return new Uint16Array(data, at, count);
    case 3:
      return new Uint32Array(data, at, count);
    case 4:
      return new Int8Array(data, at, count);
    case 5:
      return new Int16Array(data, at, count);
    case 6:
      return new Int32Array(data, at, count);
    default:
      return new Float64Array(data, at, count);
  }
}

/** Integers with 7 bits a byte; odd ones are below 0. */
function varyingAt(bytes: Uint8Array, count: number): Float64Array {
  const numbers = new Float64Array(count);
  for (let index = 0, at = 0; index < count; index += 1) {
    let number = 0;
    let unit = 1;
    let byte = bytes[at++]!;
    for (; byte > 127; byte = bytes[at++]!) {
      number += (byte & 127) * unit;
      unit *= 128;
    }
    number += byte * unit;
    numbers[index] = number % 2 ? -(number + 1) / 2 : number / 2;
  }
  return numbers;
}

function wordsAt(data: ArrayBuffer, view: DataView, at: number, count: number): Words {
  const number = view.getUint32(at, true);
  const size = view.getUint32(at + 4, true);
  const text = new TextDecoder().decode(new Uint8Array(data, at + 8, size));
  const type = number <= 256 ? 1 : number <= 65_536 ? 2 : 3;
  return { words: text.split("\0"), codes: numbersAt(data, type, at + 8 + size + (-size & 3), count) };
}

/** Returns the numbers of which these are the differences. */
function summed(differences: Numbers): Numbers {
  const numbers = new Uint32Array(differences.length);
  let sum = 0;
  for (let at = 0; at < differences.length; at += 1) {
    sum += differences[at]!;
    numbers[at] = sum;
  }
  return numbers;
}
