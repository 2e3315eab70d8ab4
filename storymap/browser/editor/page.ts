/** What the page hands over: where the server is, which story this is, and which stories there are. */
import type { Role } from "./store/state.ts";

/** A story as the list of all shows it. */
export interface ListedStory {
  id: string;
  title: string;
  language: string;
  languages: string[];
  role: Role;
  draft: boolean;
  /** Its files can't be read. */
  broken: boolean;
  chapters: number;
  sites: number;
  events: number;
  /** When a file of it changed last. */
  changed: string;
  edit: string;
  preview: string;
  /** "" for a draft. */
  read: string;
}

/** What the server knows about this page and its story. */
export interface PageIsland {
  /** Address of the API, "/api/". */
  api: string;
  /** The story's id, "" on the page of all stories. */
  story: string;
  strings: Record<string, string>;
  urls: Record<string, string>;
  /** Languages of the interface: tag and address of this page in it. */
  languages: { tag: string; name: string; url: string; current: boolean }[];
  /** Who works here: `local` at this machine without an account, `user` with one. */
  visitor?: { name: string; local: boolean; user: boolean };
  /** Whether anybody has an account. */
  accounts?: boolean;
  /** On the page of all stories: what the visitor may open, and what comes with Storymap and can be copied. */
  stories?: ListedStory[];
  shipped?: { id: string; title: string }[];
  /** Whether the visitor may begin stories, and whether the server shows one story by itself. */
  begins?: boolean;
  single?: boolean;
  [more: string]: unknown;
}

export function readPage(): PageIsland {
  const island = document.querySelector("script[type='application/json']");
  return JSON.parse(island?.textContent ?? "{}") as PageIsland;
}
