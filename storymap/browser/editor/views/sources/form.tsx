/** The fields of one source, who names it, and its removal. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { BoundText, heldMessage, LanguageTexts } from "../../form/bound.tsx";
import { Button } from "../../form/buttons.tsx";
import { TextInput } from "../../form/controls.tsx";
import { go } from "../../route.ts";
import { t } from "../../words.ts";
import { RemoveSource } from "./remove.tsx";
import { Uses } from "./used.tsx";

/** The columns that the form shows by name; every other one is the author's own. */
const KNOWN = /^(citation|note|url|accessed|licence)(@|$)/;

export function SourceForm({ id }: { id: string }): JSX.Element {
  const { store } = app(), { book } = store, held = heldMessage("source", id);
  const own = Object.keys(book.record("source", id) ?? {}).filter((field) => !KNOWN.test(field));
  return (
    <section class="two-panes-open" aria-label={book.text("source", id, "citation") || id}>
      <a class="back" href="#sources" onClick={(event) => { event.preventDefault(); go("sources"); }}>{t("All sources")}</a>
      <h2 dir="auto">{book.text("source", id, "citation") || id}</h2>
      {held ? <p class="error-text">{held}</p> : null}
      <LanguageTexts kind="source" id={id} field="citation" label={t("Citation")} help={t("Who, what, where and when, as readers will see it.")} rows={3} />
      <Address id={id} />
      <div class="side-by-side">
        <Accessed id={id} />
        <BoundText kind="source" id={id} field="licence" label={t("Licence")} help={t("Under which it may be used, such as CC BY 4.0.")} />
      </div>
      <LanguageTexts kind="source" id={id} field="note" label={t("Note")} help={t("What readers should know about this source.")} rows={3} />
      {own.map((field) => <BoundText key={field} kind="source" id={id} field={field} label={field} />)}
      <Uses id={id} />
      {store.mayEdit.value ? <RemoveSource id={id} /> : null}
    </section>
  );
}

function Address({ id }: { id: string }): JSX.Element {
  const url = app().store.book.text("source", id, "url"), opens = /^https?:\/\/\S+$/i.test(url);
  return (
    <>
      <BoundText kind="source" id={id} field="url" type="url" label={t("Address")} help={t("Where it can be read, beginning with https://")} />
      {opens ? <p class="after-field"><a href={url} target="_blank" rel="noopener noreferrer">{t("Open the address in a new tab")}</a></p> : null}
    </>
  );
}

/** The day is a text, since the files may hold any date that people write. */
function Accessed({ id }: { id: string }): JSX.Element {
  const { store } = app(), editable = store.mayEdit.value;
  const today = () => store.set("source", id, "accessed", new Date().toLocaleDateString("sv"));
  return (
    <div class="with-button">
      <TextInput label={t("Accessed on")} field="accessed" help={t("The day you saw it, such as 2026-11-26.")} value={store.book.text("source", id, "accessed")} readOnly={!editable}
        onInput={(value) => store.set("source", id, "accessed", value, true)} />
      {editable ? <Button onClick={today}>{t("Today")}</Button> : null}
    </div>
  );
}
