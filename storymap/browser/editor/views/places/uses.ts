/** Which chapters and events use a place, so that nobody removes it unawares. */
import type { Book } from "../../store/book.ts";
import type { Value } from "../../store/changes.ts";

export interface Uses {
  events: string[];
  chapters: string[];
}

/** Whether a chapter's field names an id: a text, a list of ids, or a map that holds them. */
export function names(value: Value, id: string): boolean {
  if (typeof value === "string") return value.split(";").some((one) => one.trim() === id);
  if (Array.isArray(value)) return value.some((one) => names(one, id));
  return typeof value === "object" && value !== null && Object.values(value).some((one) => names(one, id));
}

const FIELDS = ["place", "show", "route", "view"];

/** The events and chapters that use a site, in order. */
export function usesOf(book: Pick<Book, "order" | "peek">, site: string): Uses {
  const events = book.order("event").filter((id) => book.peek("event", id)?.site === site);
  const chapters = book.order("chapter").filter((id) => FIELDS.some((field) => names(book.peek("chapter", id)?.[field], site)));
  return { events, chapters };
}

/** How many events each site has. */
export function eventsBySite(book: Pick<Book, "order" | "peek">): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of book.order("event")) {
    const site = book.peek("event", id)?.site;
    if (typeof site === "string" && site) counts.set(site, (counts.get(site) ?? 0) + 1);
  }
  return counts;
}
