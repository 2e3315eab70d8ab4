/** The authors, each with a name and perhaps an address. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { TextInput } from "../../form/controls.tsx";
import { Group } from "../../form/field.tsx";
import { EntryTools } from "../../pick/tools.tsx";
import { focusSoon } from "../../shell/keys.ts";
import { t } from "../../words.ts";
import { authorsOf, authorsWritten, type Author } from "./values.ts";

export function Authors(): JSX.Element {
  const { store } = app(), authors = authorsOf(store.book.record("story", "")?.authors), readOnly = !store.mayEdit.value;
  const set = (now: readonly Author[], group = "") => store.setAll("story", "", { authors: authorsWritten(now) }, { group });
  const change = (at: number, key: keyof Author) => (value: string) => set(authors.map((one, other) => (other === at ? { ...one, [key]: value } : one)), `story authors ${at} ${key}`);
  const shown = authors.length > 0 || readOnly ? authors : [{ name: "", url: "" }];
  return (
    <Group label={t("Authors")}>
      {shown.map((author, at) => (
        <div class="author" key={at}>
          <TextInput label={t("Name")} field={at === 0 ? "authors" : undefined} value={author.name} readOnly={readOnly} onInput={authors.length > 0 ? change(at, "name") : (name) => set([{ name, url: "" }], "story authors 0 name")} />
          <TextInput label={t("Web address")} type="url" value={author.url} readOnly={readOnly || authors.length === 0} onInput={change(at, "url")} />
          {!readOnly && authors.length > 0 ? <EntryTools field="authors" at={at} count={authors.length} name={author.name} remove={() => set(authors.filter((_, other) => other !== at))} /> : null}
        </div>
      ))}
      {!readOnly && authors.length > 0 ? <p><Button onClick={() => { set([...authors, { name: t("New author"), url: "" }]); focusSoon(".author:last-of-type input"); }}>{t("Add an author")}</Button></p> : null}
    </Group>
  );
}
