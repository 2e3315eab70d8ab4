/** Where in the editor a problem of the files can be mended: section, record and field. */
import { inLanguage, type Problem } from "../store/state.ts";
import type { Book } from "../store/book.ts";
import type { Kind, Value } from "../store/changes.ts";
import { scansOf } from "../views/scans/values.ts";

export interface Target {
  section: string;
  /** The record, where the problem is about one. */
  kind: Kind | null;
  id: string | null;
  field: string | null;
}

const TABLES: Record<string, { kind: Kind; section: string }> = {
  "sites.csv": { kind: "site", section: "places" }, "sites.geojson": { kind: "site", section: "places" },
  "events.csv": { kind: "event", section: "events" }, "sources.csv": { kind: "source", section: "sources" },
};
const CHAPTER = /^chapters\/([a-z0-9-]+)(?:\.([A-Za-z-]+))?\.md$/;

type Records = Pick<Book, "order" | "peek">;

/** The place of a problem, or null when the editor has none (a file of the author's own, the folder). */
export function targetOf(problem: Problem, book: Records, languages: readonly string[]): Target | null {
  const file = problem.file ?? "", key = (problem.column ?? "").split(".")[0]!;
  const chapter = CHAPTER.exec(file), table = TABLES[file];
  if (file === "story.yaml" && key === "layers") return inLayers(problem, book, languages);
  if (file === "story.yaml") return key === "chapters" ? { section: "chapters", kind: null, id: null, field: null } : { section: "story", kind: "story", id: null, field: key || null };
  if (chapter) return inChapter(chapter[1]!, key, chapter[2], book, languages);
  if (file === "chapters") return inChapters(problem, book);
  if (table) return inTable(problem, table, key, book);
  return file.startsWith("media/") ? { section: "media", kind: null, id: null, field: null } : null;
}

/** Fields that only pictures on the map have, with the one that the form shows for them. */
const OF_SCANS: Record<string, string> = { image: "points", alt: "alt", corners: "points", points: "points", transformation: "transformation" };

/** A layer's picture is placed among the scanned maps; of several the person chooses. */
function inLayers({ column }: Problem, book: Records, languages: readonly string[]): Target {
  const field = OF_SCANS[(column ?? "").split(".")[1] ?? ""], scans = field ? scansOf(book.peek("story", "")?.layers, languages[0]!) : [];
  if (scans.length === 0) return { section: "story", kind: "story", id: null, field: "layers" };
  return { section: "scans", kind: null, id: scans.length === 1 ? scans[0]!.key : null, field: scans.length === 1 ? field! : null };
}

function inChapter(id: string, key: string, language: string | undefined, book: Records, languages: readonly string[]): Target {
  if (!book.peek("chapter", id)) return { section: "chapters", kind: null, id: null, field: null };
  return { section: "chapters", kind: "chapter", id, field: language ? inLanguage(key || "text", language, languages) : key || null };
}

/** "4 texts without `vi`", found in one chapter. */
function inChapters({ found }: Problem, book: Records): Target {
  const id = found && book.peek("chapter", found) ? found : null;
  return { section: "chapters", kind: id ? "chapter" : null, id, field: null };
}

/** The server names the record; else it is the one in that row, the header being row 1, or the one that holds what was found. */
function inTable(problem: Problem, { kind, section }: { kind: Kind; section: string }, column: string, book: Records): Target {
  const row = problem.file?.endsWith(".csv") && problem.row ? book.order(kind)[problem.row - 2] : undefined;
  const given = problem.id ?? (row !== undefined && holds(book.peek(kind, row)?.[column], problem) ? row : byFound(problem, kind, column, book) ?? row);
  const id = given && book.peek(kind, given) ? given : null;
  return { section, kind: id ? kind : null, id, field: id ? column || null : null };
}

/** Empty rows of a file make its row numbers run ahead of the records. */
function byFound(problem: Problem, kind: Kind, column: string, book: Records): string | null {
  if (!problem.found || !column) return null;
  const all = book.order(kind).filter((id) => holds(book.peek(kind, id)?.[column], problem));
  return all.length === 1 ? all[0]! : null;
}

/** Whether a field is what was found, which is cut when it is long. */
function holds(value: Value, { found }: Problem): boolean {
  if (!found) return true;
  const text = String(value ?? "");
  return text === found || (found.endsWith("…") && text.startsWith(found.slice(0, -1)));
}
