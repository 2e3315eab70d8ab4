/** What an article chooses of a story in the query of the embed's address; `render/embed_choices.py` reads the same. */

export type Theme = "light" | "dark";

export interface Choices {
  /** Where to begin; "" is the cover, or the first chapter of the passage. */
  chapter: string;
  /** First and last chapter of the passage; a passage with a first chapter has no cover. */
  first: string;
  last: string;
  mapOnly: boolean;
  /** Null follows the reader. */
  theme: Theme | null;
  /** Whether a drawn picture stands there until the reader asks for the map. */
  click: boolean;
}

/** Read a query about a story with these chapters; whatever names nothing is as good as not said. */
export function readChoices(query: URLSearchParams, chapters: string[]): Choices {
  const named = (key: string) => { const id = query.get(key) ?? ""; return chapters.includes(id) ? id : ""; };
  let [first, last] = [named("from"), named("to")];
  if (first && last && chapters.indexOf(first) > chapters.indexOf(last)) [first, last] = [last, first];
  const theme = query.get("theme");
  const chapter = named("chapter");
  return {
    chapter: passage({ first, last }, chapters).includes(chapter) ? chapter : first,
    first, last,
    mapOnly: query.get("show") === "map",
    theme: theme === "light" || theme === "dark" ? theme : null,
    click: query.get("activate") === "click",
  };
}

/** Those of a story's chapters that are shown. */
export function passage({ first, last }: Pick<Choices, "first" | "last">, chapters: string[]): string[] {
  return chapters.slice(first ? chapters.indexOf(first) : 0, last ? chapters.indexOf(last) + 1 : chapters.length);
}

/** The steps of a passage: the cover (0) unless it begins in the middle, its chapters, and the end. */
export function stepsOf(choices: Pick<Choices, "first" | "last">, chapters: string[]): number[] {
  const own = passage(choices, chapters).map((id) => chapters.indexOf(id) + 1);
  return [...(choices.first ? [] : [0]), ...own, chapters.length + 1];
}
