/** The list of all sources: found by their words, with how often each is named; a new one begins with its citation. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { TextArea, TextInput } from "../../form/controls.tsx";
import { made } from "../../pick/choices.tsx";
import { go } from "../../route.ts";
import { arranged } from "../../tables/arrange.ts";
import { spoken, t } from "../../words.ts";
import { usesBySource } from "./uses.ts";

const MOST = 200;

export function SourceList({ id }: { id: string | null }): JSX.Element {
  const { store } = app(), [query, setQuery] = useState(""), [most, setMost] = useState(MOST);
  const sources = store.book.ids("source"), entries = store.entries.value;
  const uses = useMemo(() => usesBySource(store.book), [store.book.ids("event"), store.book.ids("site"), entries]);
  const shown = useMemo(() => arranged(sources, query, null, cell, ["citation", "note", "url", "licence"], spoken()), [sources, query, entries]);
  return (
    <section class="two-panes-list" aria-label={t("All sources")}>
      <h2>{t("Sources")}</h2>
      <p class="help">{t("Where the story knows from what it tells: a book, a letter, an archive, a page.")}</p>
      {store.mayEdit.value ? <AddSource /> : null}
      {sources.length > 8 || query ? <TextInput label={t("Search")} type="search" value={query} onInput={setQuery} /> : null}
      <p class="help" role="status">{query ? t("{n} of {all} sources", { n: shown.length, all: sources.length }) : sources.length === 1 ? t("1 source") : t("{n} sources", { n: sources.length })}</p>
      <ul class="items">{shown.slice(0, most).map((source) => <Item key={source} id={source} current={source === id} uses={uses.get(source) ?? 0} />)}</ul>
      {shown.length > most ? <Button onClick={() => setMost(most + MOST)}>{t("Show {n} more", { n: Math.min(MOST, shown.length - most) })}</Button> : null}
    </section>
  );
}

/** All languages of a text at once, so that a search finds each. */
function cell(id: string, field: string): string {
  const fields = app().store.book.peek("source", id) ?? {};
  return Object.entries(fields).filter(([name]) => name.split("@")[0] === field).map(([, value]) => String(value)).join(" ");
}

function AddSource(): JSX.Element {
  const { store } = app(), [words, setWords] = useState(""), ready = words.trim() !== "";

  function add(): void {
    const { id, change } = made("source", words);
    store.change([change], { label: words.trim() });
    setWords("");
    go("sources", id, "citation");
  }

  return (
    <form class="add-source" onSubmit={(event) => { event.preventDefault(); if (ready) add(); }}>
      <TextArea label={t("New source")} help={t("Who, what, where and when, as readers will see it.")} rows={2} value={words} onInput={setWords} />
      <Button look="main" disabled={!ready} onClick={add}>{t("Add the source")}</Button>
    </form>
  );
}

function Item({ id, current, uses }: { id: string; current: boolean; uses: number }): JSX.Element {
  const { store } = app();
  return (
    <li>
      <a href={`#sources/${encodeURIComponent(id)}`} aria-current={current ? "true" : undefined} onClick={(event) => { event.preventDefault(); go("sources", id); }}>
        <span class="item-name" dir="auto">{store.book.text("source", id, "citation") || id}</span>
        <span class="item-facts">{uses === 0 ? t("not named yet") : uses === 1 ? t("named once") : t("named {n} times", { n: uses })}</span>
      </a>
    </li>
  );
}
