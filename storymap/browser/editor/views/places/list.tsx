/** The list of all places: found by their words, sorted by name or by events, those without a position marked. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Select, TextInput } from "../../form/controls.tsx";
import { positionIn } from "../../places/candidates.ts";
import { kindWords } from "../../places/kinds.ts";
import { go } from "../../route.ts";
import { arranged } from "../../tables/arrange.ts";
import { spoken, t } from "../../words.ts";
import { eventsBySite } from "./uses.ts";

type Order = "file" | "name" | "events" | "without";
const MOST = 200;

/** Whether a site is somewhere: a position or a shape. */
export function isPlaced(id: string): boolean {
  const fields = app().store.book.record("site", id) ?? {};
  return positionIn(fields) !== null || (typeof fields.geometry === "object" && fields.geometry !== null);
}

export function PlaceList({ id, add }: { id: string | null; add(): void }): JSX.Element {
  const { store } = app(), [query, setQuery] = useState(""), [order, setOrder] = useState<Order>("file"), [most, setMost] = useState(MOST);
  const sites = store.book.ids("site"), events = store.book.ids("event");
  const counts = useMemo(() => eventsBySite(store.book), [events, store.entries.value]);
  const shown = useMemo(() => sorted(sites, query, order, counts), [sites, query, order, counts, store.entries.value]);
  return (
    <section class="place-list" aria-label={t("All places")}>
      <div class="row spread"><h2>{t("Places")}</h2>{store.mayEdit.value ? <Button look="main" onClick={add}>{t("Add a place")}</Button> : null}</div>
      <TextInput label={t("Search")} type="search" value={query} onInput={setQuery} />
      <Select label={t("Order")} value={order} onChange={(value) => setOrder(value as Order)} options={[
        { value: "file", label: t("as in the file") }, { value: "name", label: t("by name") },
        { value: "events", label: t("most events first") }, { value: "without", label: t("without a position first") },
      ]} />
      <p class="help" role="status">{query ? t("{n} of {all} places", { n: shown.length, all: sites.length }) : countOf(sites.length)}</p>
      <ul class="items">
        {shown.slice(0, most).map((site) => <Item key={site} id={site} current={site === id} events={counts.get(site) ?? 0} />)}
      </ul>
      {shown.length > most ? <Button onClick={() => setMost(most + MOST)}>{t("Show {n} more", { n: Math.min(MOST, shown.length - most) })}</Button> : null}
      {sites.length === 0 ? <p class="help">{t("There is no place yet. Add one by its name, by coordinates, or on the map.")}</p> : null}
    </section>
  );
}

function countOf(n: number): string {
  return n === 1 ? t("1 place") : t("{n} places", { n });
}

function sorted(sites: readonly string[], query: string, order: Order, counts: ReadonlyMap<string, number>): readonly string[] {
  const { book } = app().store;
  const fields = ["name", ...app().store.languages.peek().slice(1).map((language) => `name@${language}`), "kind", "country"];
  const found = arranged(sites, query, order === "name" ? { column: "name", down: false } : null, (id, field) => String(book.peek("site", id)?.[field] ?? ""), fields, spoken());
  if (order === "events") return [...found].sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
  return order === "without" ? [...found].sort((one, other) => Number(isPlaced(one)) - Number(isPlaced(other))) : found;
}

function Item({ id, current, events }: { id: string; current: boolean; events: number }): JSX.Element {
  const { book } = app().store;
  const facts = [kindWords(book.text("site", id, "kind")), events === 0 ? "" : events === 1 ? t("1 event") : t("{n} events", { n: events })].filter(Boolean).join(" · ");
  return (
    <li>
      <a href={`#places/${encodeURIComponent(id)}`} aria-current={current ? "true" : undefined} onClick={(event) => { event.preventDefault(); go("places", id); }}>
        <span class="item-name" dir="auto">{book.text("site", id, "name") || id}</span>
        <span class="item-facts">{facts}{isPlaced(id) ? null : <span class="lacks">{facts ? " · " : ""}{t("no position")}</span>}</span>
      </a>
    </li>
  );
}
