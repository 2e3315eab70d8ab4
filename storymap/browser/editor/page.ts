/** What the page hands over: where the server is, and which story this is. */
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
  [more: string]: unknown;
}

export function readPage(): PageIsland {
  const island = document.querySelector("script[type='application/json']");
  return JSON.parse(island?.textContent ?? "{}") as PageIsland;
}
