/** What records and fields are called when a revision is told. */
import { app } from "../../app.ts";
import type { Kind } from "../../store/changes.ts";
import { languageName, t } from "../../words.ts";

/** "Place", "Event", …: what a record is. */
export function kindName(kind: Kind): string {
  return { story: t("Story"), chapter: t("Chapter"), site: t("Place"), event: t("Event"), source: t("Source") }[kind];
}

/** "Title, Vietnamese": what a field is called; a column of the author's own by its own name. */
export function fieldName(field: string): string {
  const [name, language] = field.split("@") as [string, string | undefined];
  const words: Record<string, string> = {
    title: t("Title"), text: t("Text"), summary: t("Summary"), name: t("Name"), note: t("Note"), lat: t("Latitude"), lon: t("Longitude"), when: t("When"),
    when_alternative: t("Other dates"), site: t("Place"), place: t("Place as written"), source: t("Sources"), certainty: t("Certainty"), tags: t("Tags"),
    precision_km: t("Known to within (km)"), kind: t("Kind"), country: t("Country"), gazetteer_id: t("Entry in the gazetteer"), geometry: t("Line or area"),
    chapters: t("Order of the chapters"), languages: t("Languages"), authors: t("Authors"), draft: t("Draft"), view: t("Map view"), show: t("What is shown"),
    route: t("Route"), media: t("Media"), layers: t("Layers"), event_sets: t("Event sets"), map: t("Words for the map"), citation: t("Citation"), url: t("Address"), accessed: t("Accessed on"), licence: t("Licence"),
    alt: t("What it shows"), points: t("Points"), transformation: t("How the points are used"),
  };
  return `${words[name] ?? name}${language ? `, ${languageName(language)}` : ""}`;
}

/** The name of a record: as it is now, or as the fields of the change say. */
export function recordName(kind: Kind, id: string, fields: Readonly<Record<string, unknown>>): string {
  const { store } = app();
  if (kind === "story") return store.book.text("story", "", "title");
  if (store.book.has(kind, id)) return store.nameOf(kind, id);
  return String(fields.title || fields.name || fields.citation || id);
}
