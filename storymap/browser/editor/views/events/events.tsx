/** The section of events: a table like a spreadsheet, with paste, sort, search, and dates and places helped along. */
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { TextInput } from "../../form/controls.tsx";
import { go, route } from "../../route.ts";
import { register } from "../../sections.ts";
import { arranged, type Sorting } from "../../tables/arrange.ts";
import { certainties } from "../../tables/certainty.ts";
import { Grid } from "../../tables/grid.tsx";
import { wordsOf } from "../../pick/choices.tsx";
import { idsIn } from "../../pick/lists.ts";
import { spoken, t } from "../../words.ts";
import { AboutCell } from "./about.tsx";
import { addEvent, clearCells, lookedAt, pasteCells, removeEvents } from "./acts.ts";
import { columnsFor, fieldsOf, headOf } from "./columns.ts";

type Focus = { id: string; field: string } | null;

function Events({ id: asked }: { id: string | null }): JSX.Element {
  const { store } = app(), { book } = store, editable = store.mayEdit.value;
  const ids = book.ids("event"), languages = store.languages.value;
  const [query, setQuery] = useState(""), [sorting, setSorting] = useState<Sorting | null>(null);
  const [focusOn, setFocusOn] = useState<{ id: string; field?: string | null } | null>(asked ? { id: asked, field: route.peek().field } : null), [at, setAt] = useState<Focus>(null);
  const selected = useRef<readonly string[]>([]);
  const fields = useMemo(() => fieldsOf(languages, new Set(ids.flatMap((id) => Object.keys(book.peek("event", id) ?? {})))), [languages, ids, store.entries.value.length]);
  const columns = useMemo(() => columnsFor(fields), [fields.join()]);
  const shown = useMemo(() => arranged(ids, query, sorting, lookedAt, fields, spoken()), [ids, query, sorting, fields.join()]);

  function add(after: string | null): void {
    setQuery("");
    setSorting(null);
    setFocusOn({ id: addEvent(after) });
  }

  return (
    <div class="events" data-empty={ids.length === 0 || undefined} onFocusCapture={(event) => setAt(cellAt(event.target as HTMLElement, shown, fields))}>
      <div class="sheet-tools">
        <h2>{t("Events")}</h2>
        <p class="count" role="status">{query ? t("{n} of {all} events", { n: shown.length, all: ids.length }) : ids.length === 1 ? t("1 event") : t("{n} events", { n: ids.length })}</p>
        <TextInput label={t("Search")} type="search" value={query} onInput={setQuery} />
        <div class="sheet-acts">
          {editable ? <Button look="main" onClick={() => add(selected.current.at(-1) ?? null)}>{t("Add a row")}</Button> : null}
          {editable ? <Button disabled={shown.length === 0} onClick={() => removeEvents(selected.current)}>{t("Remove the row")}</Button> : null}
          {editable ? <Button onClick={() => go("import")}>{t("Import a table")}</Button> : null}
          {sorting ? <Button look="quiet" onClick={() => setSorting(null)}>{t("Order of the file")}</Button> : null}
        </div>
      </div>
      <Grid label={t("Events")} columns={columns} ids={shown} editable={editable} sorting={sorting} cell={(id, field) => book.text("event", id, field)} view={view}
        nameOfRow={(id) => store.nameOf("event", id)} sort={(column) => setSorting({ column, down: sorting?.column === column && !sorting.down })}
        set={(id, field, value) => store.set("event", id, field, value === "" ? null : value)} clear={clearCells} add={add} remove={removeEvents}
        paste={(cells, { row, column }) => pasteCells(cells, { ids: shown, columns: fields, row, column })}
        selected={(rows) => { selected.current = rows; }} focusOn={focusOn} />
      {ids.length === 0 ? <p class="sheet-about sheet-empty">{t("There is no event yet. Add a row, import a table, or paste rows of a spreadsheet into this one.")}</p>
        : at ? <AboutCell id={at.id} field={at.field} head={headOf(at.field)} />
        : <p class="sheet-about sheet-keys">{t("Arrow keys move, Enter edits, Esc leaves; Ctrl+Enter adds a row, Ctrl+Delete removes it. Rows of a spreadsheet can be pasted.")}</p>}
    </div>
  );
}

/** Names in place of ids, words in place of codes; what points nowhere is marked. */
function view(id: string, field: string): JSX.Element | string {
  const { book } = app().store, value = book.text("event", id, field);
  if (field === "certainty") return certainties().find(([one]) => one === value && one !== "")?.[1] ?? value;
  if (field === "site") return value && !book.has("site", value) ? <span class="unknown-ref">{value} ?</span> : value ? wordsOf("site", value) : "";
  if (field === "source") return idsIn(value).map((source) => wordsOf("source", source)).join("; ");
  return value;
}

function cellAt(element: HTMLElement, ids: readonly string[], fields: readonly string[]): Focus {
  const cell = element.closest("[role='gridcell']"), row = cell?.closest("[role='row']");
  const [id, field] = [ids[Number(row?.getAttribute("aria-rowindex")) - 2], fields[Number(cell?.getAttribute("aria-colindex")) - 2]];
  return id !== undefined && field !== undefined ? { id, field } : null;
}

register({ id: "events", order: 40, name: () => t("Events"), count: () => app().store.book.ids("event").length, View: Events, wide: true });
