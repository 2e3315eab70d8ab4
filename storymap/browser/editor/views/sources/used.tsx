/** The events and places that name a source, each a link. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { go } from "../../route.ts";
import { t } from "../../words.ts";
import { usesOf, type Use } from "./uses.ts";

const MOST = 12;

export function Uses({ id }: { id: string }): JSX.Element {
  const { store } = app(), [most, setMost] = useState(MOST);
  void store.entries.value; // the mentions are in other records: follow every step
  const uses = usesOf(store.book, id);
  return (
    <section aria-labelledby="source-uses">
      <h3 id="source-uses">{t("Named by")}</h3>
      {uses.length === 0 ? <p class="help">{t("No event and no place names this source yet. Pick it in their field “Sources”.")}</p> : null}
      <ul class="uses">{uses.slice(0, most).map((use) => <li key={`${use.kind} ${use.id}`}><Link {...use} /></li>)}</ul>
      {uses.length > most ? <Button onClick={() => setMost(uses.length)}>{t("Show {n} more", { n: uses.length - most })}</Button> : null}
    </section>
  );
}

function Link({ kind, id }: Use): JSX.Element {
  const section = kind === "event" ? "events" : "places";
  return (
    <a href={`#${section}/${encodeURIComponent(id)}`} onClick={(event) => { event.preventDefault(); go(section, id); }}>
      <span class="quiet-text">{kind === "event" ? t("Event") : t("Place")}</span> <bdi>{app().store.nameOf(kind, id)}</bdi>
    </a>
  );
}
