/** Brings in what a tab that is gone left in the journal. */
import { ApiError, type Api } from "../api.ts";
import { failure } from "./answers.ts";
import { compact, type Change } from "./changes.ts";
import type { Journal } from "./journal.ts";
import type { Entry } from "./log.ts";
import type { Saver } from "./saver.ts";
import type { StoryState } from "./state.ts";
import type { Store } from "./store.ts";

/** Who takes over. */
export interface Heir { store: Store; saver: Saver; api: Api; journal: Journal }

const ROUNDS = 6;

/** Save what waits in another session and let the session go; what goes together with nothing becomes a conflict here.
 *
 * Raises `ApiError` when the server can't be asked; then all stays in the journal. */
export async function inherit(session: string, heir: Heir): Promise<void> {
  const { store, saver, journal } = heir;
  const left = (await journal.kept()).find((one) => one.session.session === session);
  if (!left) return saver.refresh(); // another tab was quicker
  const waiting = left.entries.filter(({ saved }) => !saved);
  if (waiting.length > 0) await bringIn(waiting, left.session.version, heir);
  else await saver.refresh();
  if (left.session.conflicts.length > 0) store.conflicts.value = [...store.conflicts.peek(), ...left.session.conflicts];
  await saver.settle();
  await journal.forget(session);
}

async function bringIn(waiting: readonly Entry[], version: string, heir: Heir): Promise<void> {
  const { saver, api } = heir, changes = compact(waiting.flatMap((entry) => entry.changes));
  const decisions = waiting.flatMap((entry) => entry.decisions);
  const body = { changes, ...(decisions.length > 0 ? { decisions } : {}) };
  for (let round = 1; ; round += 1) {
    try {
      return await saver.outside(async () => { await api.ask(saver.path, { method: "PATCH", version, body }); });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const answer = failure(error);
      if (answer.what === "refused") return takeOver(changes, decisions, heir);
      if (answer.what !== "stale" || round === ROUNDS) throw error;
      const state = await api.ask<StoryState>(saver.path);
      if (saver.pending.length > 0 || state.version !== answer.version) continue; // somebody wrote meanwhile
      saver.adopt(state, answer.clean, answer.conflicts);
      return saver.now();
    }
  }
}

/** What the server refuses stands here as this tab's own work, with the server's words beside it. */
async function takeOver(changes: Change[], decisions: Entry["decisions"], { store, saver }: Heir): Promise<void> {
  const entries = store.entries.peek();
  store.book.apply(changes);
  const entry: Entry = {
    n: (entries.at(-1)?.n ?? 0) + 1, what: "merge", of: null, label: "", group: "", at: Date.now(), changes, decisions, message: "", saved: false,
  };
  store.entries.value = [...entries, entry];
  await saver.settle([entry]);
  saver.now();
}
