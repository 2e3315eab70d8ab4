/** The columns of the table of events: the usual ones, and whatever columns this story's file has besides. */
import { app } from "../../app.ts";
import { inLanguage } from "../../store/state.ts";
import type { Column } from "../../tables/grid.tsx";
import { CertaintyEditor, TextEditor } from "../../tables/editors.tsx";
import { languageName, t } from "../../words.ts";
import { SiteEditor, SourceEditor } from "./pickers.tsx";
import { WhenEditor } from "./when.tsx";

/** Fields in the order of the table; `text`s are in every language. */
const FIRST = ["when", "title", "site", "text", "source", "certainty", "tags"];
const SHOWN_WHEN_USED = ["place", "lat", "lon", "when_alternative", "note"];

/** What a field of an event is called; a column of the author's own by its own name. */
export function headOf(field: string): string {
  const [name, language] = field.split("@") as [string, string | undefined];
  const words: Record<string, string> = {
    when: t("When"), title: t("Title"), site: t("Place"), text: t("Text"), source: t("Sources"), certainty: t("Certainty"), tags: t("Tags"),
    place: t("Place as written"), lat: t("Latitude"), lon: t("Longitude"), when_alternative: t("Other dates"), note: t("Note"),
  };
  const head = words[name] ?? name;
  return language ? `${head}, ${languageName(language)}` : head;
}

/** The fields that the events of this story have, in the order of the table. */
export function fieldsOf(languages: readonly string[], used: ReadonlySet<string>): string[] {
  const texts = (field: string) => languages.map((language) => inLanguage(field, language, languages));
  const usual = [...FIRST, ...SHOWN_WHEN_USED.filter((field) => [...used].some((one) => one.split("@")[0] === field))];
  const fields = usual.flatMap((field) => (["title", "text", "note"].includes(field) ? texts(field) : [field]));
  return [...fields, ...[...used].filter((field) => !fields.includes(field))];
}

const WIDTHS: Record<string, number> = { when: 10, title: 18, site: 13, text: 22, source: 12, certainty: 9, tags: 10, lat: 7, lon: 7 };
const EDITORS: Record<string, Column["editor"]> = {
  when: WhenEditor, site: SiteEditor, text: TextEditor, note: TextEditor, source: SourceEditor, certainty: CertaintyEditor,
};

export function columnsFor(fields: readonly string[]): Column[] {
  const first = app().store.languages.peek()[0] ?? "en";
  return fields.map((field): Column => {
    const [name, language] = field.split("@") as [string, string | undefined];
    const text = ["title", "text", "note"].includes(name), editor = EDITORS[name];
    return { field, head: headOf(field), width: WIDTHS[name] ?? 12, ...(text ? { lang: language ?? first } : {}), ...(editor ? { editor } : {}) };
  });
}
