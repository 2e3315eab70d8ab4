/** Two people's versions of one text brought together: what only one of them changed is in both, what both changed differs. */
import { diffArrays, diffWordsWithSpace } from "diff";
import type { Piece } from "./wording.ts";

/** Paragraphs of the base from `from` to `to`, and what one side wrote in their place. */
interface Edit { side: 0 | 1; from: number; to: number; parts: string[] }

export interface Together {
  /** The text with one's own words wherever both changed the same. */
  mine: string;
  /** The text with theirs. */
  theirs: string;
  /** The text with both, one after the other. */
  both: string;
}

/** Bring two versions of a text together by paragraphs, as the server does, and go on where it stops. */
export function together(was: string, mine: string, theirs: string): Together {
  const base = paragraphs(was), made: [string[], string[], string[]] = [[], [], []];
  let at = 0;
  for (const region of regions([...edits(0, base, paragraphs(mine)), ...edits(1, base, paragraphs(theirs))])) {
    const from = Math.min(...region.map((edit) => edit.from)), to = Math.max(...region.map((edit) => edit.to));
    const [own, other] = ([0, 1] as const).map((side) => sideOf(region.filter((edit) => edit.side === side), base, from, to)) as [string, string];
    const same = base.slice(at, from), one = region.every(({ side }) => side === region[0]!.side) ? (region[0]!.side === 0 ? own : other) : null;
    const three = one !== null ? [one, one, one] : [own, other, own === other ? own : stacked(own, other)];
    made.forEach((parts, index) => parts.push(...same, three[index]!));
    at = to;
  }
  const [first, second, third] = made.map((parts) => [...parts, ...base.slice(at)].join("")) as [string, string, string];
  return { mine: first, theirs: second, both: third };
}

/** What only this version has, and what both have, word by word; a comma between two other words is no common word. */
export function sides(mine: string, theirs: string): { mine: Piece[]; theirs: Piece[] } {
  const parts = diffWordsWithSpace(theirs, mine), changed = (at: number) => parts[at]?.added || parts[at]?.removed;
  const made: { mine: Piece[]; theirs: Piece[] } = { mine: [], theirs: [] };
  for (const [at, { added, removed, value }] of parts.entries()) {
    const between = changed(at - 1) && changed(at + 1) && /^[^\p{L}\p{N}\n]*$/u.test(value);
    const what = added || removed || between ? "new" : "same";
    if (!removed) add(made.mine, what, value);
    if (!added) add(made.theirs, what, value);
  }
  return made;
}

function add(pieces: Piece[], what: Piece["what"], text: string): void {
  const last = pieces.at(-1);
  if (last?.what === what) last.text += text;
  else pieces.push({ what, text });
}

/** The paragraphs and the breaks between them. */
function paragraphs(text: string): string[] {
  return text.split(/(\n[ \t]*(?:\n[ \t]*)+)/).filter((part) => part !== "");
}

function edits(side: 0 | 1, base: readonly string[], version: readonly string[]): Edit[] {
  const found: Edit[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays([...base], [...version])) {
    const last = found.at(-1), open = last && last.to === at ? last : null;
    if (!added && !removed) at += value.length;
    else if (removed && open) { open.to += value.length; at = open.to; }
    else if (removed) { found.push({ side, from: at, to: at + value.length, parts: [] }); at += value.length; }
    else if (open) open.parts.push(...value);
    else found.push({ side, from: at, to: at, parts: [...value] });
  }
  return found;
}

/** Edits that meet, of both sides, as one; those that only touch stay apart. */
function regions(all: Edit[]): Edit[][] {
  const found: Edit[][] = [];
  let end = -1, start = -1;
  for (const edit of all.sort((one, other) => one.from - other.from || one.to - other.to)) {
    const meets = found.length > 0 && (edit.from < end || (edit.from === start && edit.to === end));
    if (meets) found.at(-1)!.push(edit);
    else { found.push([edit]); start = edit.from; end = -1; }
    end = Math.max(end, edit.to);
  }
  return found;
}

/** What one side has from `from` to `to`. */
function sideOf(own: readonly Edit[], base: readonly string[], from: number, to: number): string {
  const parts: string[] = [];
  let at = from;
  for (const edit of own) { parts.push(...base.slice(at, edit.from), ...edit.parts); at = edit.to; }
  return [...parts, ...base.slice(at, to)].join("");
}

/** Both sides' paragraphs in a row, one's own first; those that both have stand there once. */
function stacked(own: string, other: string): string {
  const made: string[] = [];
  for (const part of diffArrays(paragraphs(own), paragraphs(other)).flatMap(({ value }) => value)) {
    if (made.length > 0 && !isBreak(part) && !isBreak(made.at(-1)!)) made.push("\n\n");
    if (made.length === 0 || !isBreak(part) || !isBreak(made.at(-1)!)) made.push(part);
  }
  return made.join("");
}

function isBreak(part: string): boolean {
  return part.trim() === "";
}
