/** Looks a removed record up in the history, where every removal keeps what it took out. */
import type { Api } from "../api.ts";
import type { Change, Fields, Kind } from "../store/changes.ts";

const PAGE = 20;

/** The fields of a record before the newest removal of it, and what it stood behind; null when the last revisions know of none. */
export async function removedRecord(api: Api, path: string, kind: Kind, id: string): Promise<{ record: Fields; after: string | null } | null> {
  const { revisions } = await api.ask<{ revisions: { id: string }[] }>(`${path}/history`, { query: { limit: PAGE } });
  for (const revision of revisions) {
    const { changes } = await api.ask<{ changes: Change[] }>(`${path}/history/${revision.id}`);
    const found = changes.find((change) => change.op === "remove" && change.kind === kind && change.id === id);
    if (found?.op === "remove") return { record: found.was, after: found.after };
  }
  return null;
}
