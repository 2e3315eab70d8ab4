/** What a field that names other records offers: the places and sources of the story, and to make a new one. */
import type { ComponentChildren } from "preact";
import { app } from "../app.ts";
import type { Choice } from "../combo/combo.tsx";
import type { Change } from "../store/changes.ts";
import { freeId } from "../store/order.ts";
import { folded } from "../tables/arrange.ts";
import { t } from "../words.ts";

export const NEW = "+new";
const MOST = 50;

type Picked = "site" | "source";

/** The words of a record, for people. */
export function wordsOf(kind: Picked, id: string): string {
  const { book } = app().store;
  return book.text(kind, id, kind === "site" ? "name" : "citation") || id;
}

/** The records that hold all words, and the offer to make a new one of these words. */
export function choicesFor(kind: Picked, words: string, without: readonly string[] = []): Choice[] {
  const { book } = app().store, asked = folded(words).split(/\s+/).filter(Boolean), left = new Set(without);
  const found: Choice[] = [];
  for (const id of book.ids(kind)) {
    if (left.has(id)) continue;
    const name = wordsOf(kind, id), text = folded(`${id} ${Object.entries(book.peek(kind, id) ?? {}).filter(([field]) => /^(name|citation)/.test(field)).map(([, value]) => String(value)).join(" ")}`);
    if (asked.every((word) => text.includes(word))) found.push({ key: id, view: <Named name={name} id={id} /> });
    if (found.length === MOST) break;
  }
  const exact = found.some(({ key }) => key === words || folded(wordsOf(kind, key)) === folded(words));
  if (words.trim() && !exact) found.push({ key: NEW, view: <strong>{kind === "site" ? t("New place “{name}”", { name: words.trim() }) : t("New source “{name}”", { name: words.trim() })}</strong> });
  return found;
}

function Named({ name, id }: { name: string; id: string }): ComponentChildren {
  return <span class="choice-main"><span dir="auto">{name}</span>{name === id ? null : <span class="choice-more">{id}</span>}</span>;
}

/** The change that makes a new record of these words, and its id. */
export function made(kind: Picked, words: string): { id: string; change: Change } {
  const { book } = app().store, name = words.trim();
  const id = freeId(name, { has: (one) => book.has(kind, one) }, kind === "site" ? "place" : "source");
  return { id, change: { op: "add", kind, id, values: kind === "site" ? { name } : { citation: name }, after: null } };
}
