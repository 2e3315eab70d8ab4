/** Controls that are tied to a field of a record: they read it, write it, and show why it could not be saved. */
import { app } from "../app.ts";
import type { Kind } from "../store/changes.ts";
import { inLanguage } from "../store/state.ts";
import { languageName, t } from "../words.ts";
import { Checkbox, Select, TextArea, TextInput, type Option } from "./controls.tsx";

interface Bound { kind: Kind; id: string; field: string; label: string; help?: string | undefined }

/** What is wrong with a field: a save that the server refused. */
export function heldMessage(kind: Kind, id: string): string | null {
  return app().store.held.value.get(`${kind} ${id}`) ?? null;
}

export function BoundText({ kind, id, field, label, help, lang, rows, type }: Bound & { lang?: string | undefined; rows?: number; type?: "text" | "url" | "date" }) {
  const { store } = app();
  const shared = {
    label, help, field, lang, value: store.book.text(kind, id, field), readOnly: !store.mayEdit.value,
    onInput: (value: string) => store.set(kind, id, field, value, true),
  };
  return rows ? <TextArea {...shared} rows={rows} /> : <TextInput {...shared} type={type ?? "text"} />;
}

export function BoundSelect({ kind, id, field, label, help, options }: Bound & { options: readonly Option[] }) {
  const { store } = app();
  return <Select label={label} help={help} field={field} options={options} value={store.book.text(kind, id, field)} disabled={!store.mayEdit.value}
    onChange={(value) => store.set(kind, id, field, value)} />;
}

export function BoundCheckbox({ kind, id, field, label, help }: Bound) {
  const { store } = app();
  return <Checkbox label={label} help={help} field={field} checked={store.book.record(kind, id)?.[field] === true} disabled={!store.mayEdit.value}
    onChange={(checked) => store.set(kind, id, field, checked ? true : null)} />;
}

/** A text field in all languages of the story, side by side where there is room; what is missing is marked. */
export function LanguageTexts({ kind, id, field, label, help, rows }: Bound & { rows?: number }) {
  const { store } = app(), languages = store.languages.value;
  if (languages.length < 2) return <BoundText kind={kind} id={id} field={field} label={label} help={help} lang={languages[0]} {...(rows ? { rows } : {})} />;
  const some = languages.some((language) => store.book.text(kind, id, inLanguage(field, language, languages)));
  return (
    <div class="languages-side" role="group" aria-label={label}>
      {languages.map((language, at) => {
        const name = inLanguage(field, language, languages);
        const missing = some && !store.book.text(kind, id, name);
        return <BoundText key={language} kind={kind} id={id} field={name} lang={language} label={`${label}, ${languageName(language)}${missing ? ` – ${t("missing")}` : ""}`}
          help={at === 0 ? help : undefined} {...(rows ? { rows } : {})} />;
      })}
    </div>
  );
}
