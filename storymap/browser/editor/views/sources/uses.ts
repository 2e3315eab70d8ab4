/** Which events and places name a source, and the changes that take it out of all of them. */
import { cellOf, idsIn } from "../../pick/lists.ts";
import type { Book } from "../../store/book.ts";
import type { Change } from "../../store/changes.ts";

const KINDS = ["event", "site"] as const;

export interface Use {
  kind: (typeof KINDS)[number];
  id: string;
}

/** The records that name a source, events first, in their order. */
export function usesOf(book: Pick<Book, "order" | "peek">, source: string): Use[] {
  return KINDS.flatMap((kind) => book.order(kind).filter((id) => sourcesOf(book, { kind, id }).includes(source)).map((id) => ({ kind, id })));
}

/** How many records name each source. */
export function usesBySource(book: Pick<Book, "order" | "peek">): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of KINDS) {
    for (const id of book.order(kind)) for (const source of sourcesOf(book, { kind, id })) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return counts;
}

/** The changes that remove a source and every mention of it. */
export function removal(book: Pick<Book, "order" | "peek">, source: string, after: string): Change[] {
  const mentions = usesOf(book, source).map((use): Change => ({
    op: "set", kind: use.kind, id: use.id, field: "source", was: book.peek(use.kind, use.id)!.source,
    now: cellOf(sourcesOf(book, use).filter((one) => one !== source)) || null,
  }));
  return [...mentions, { op: "remove", kind: "source", id: source, was: book.peek("source", source) ?? {}, after }];
}

function sourcesOf(book: Pick<Book, "peek">, { kind, id }: Use): string[] {
  const cell = book.peek(kind, id)?.source;
  return typeof cell === "string" ? idsIn(cell) : [];
}
