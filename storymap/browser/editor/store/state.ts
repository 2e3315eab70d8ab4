/** What the server tells about a story: its records as fields, named as in the files. */
import type { Fields, Value } from "./changes.ts";

export type Role = "viewer" | "editor" | "owner";
export type Row = { id: string } & { [field: string]: Value };

/** A problem as the server words it; `file`, `row` and `column` say where. */
export interface Problem {
  severity?: string;
  code?: string;
  message: string;
  hint?: string | null;
  file?: string | null;
  row?: number | null;
  column?: string | null;
  id?: string | null;
  found?: string | null;
  [more: string]: Value;
}

export interface MediaFile { file: string; width: number | null; height: number | null; bytes: number; uses: string[]; layers: string[] }

/** An event set whose tiles are there: its categories, the largest first, and its first and last month. */
export interface CutSet { id: string; categories: string[]; first: string; last: string }

export interface StoryState {
  id: string;
  version: string;
  role: Role;
  languages: string[];
  story: Fields;
  chapters: Row[];
  sites: Row[];
  events: Row[];
  sources: Row[];
  media: MediaFile[];
  event_sets: CutSet[];
  problems: Problem[];
}

/** The name of a text field in a language; the story's first language has no suffix. */
export function inLanguage(field: string, language: string, languages: readonly string[]): string {
  return language === languages[0] ? field : `${field}@${language}`;
}
