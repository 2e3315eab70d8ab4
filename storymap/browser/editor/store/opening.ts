/** Opens a story: the server's state, and what earlier tabs, or a crash, left in the journal. */
import { ApiError, type Api } from "../api.ts";
import { failure } from "./answers.ts";
import { compact } from "./changes.ts";
import { Journal, type Kept } from "./journal.ts";
import type { Entry } from "./log.ts";
import { Saver } from "./saver.ts";
import type { StoryState } from "./state.ts";
import { Store } from "./store.ts";

export interface Opened { store: Store; saver: Saver }

const SESSION = "storymap-session";

/** Read the story and bring in what the journal still holds.
 *
 * Raises `ApiError` when the server does not give the story out. */
export async function open(story: string, api: Api): Promise<Opened> {
  const session = await ownSession(story);
  const store = new Store(story), journal = new Journal(story, session), saver = new Saver(store, api, journal);
  const kept = await abandoned(story, session, await journal.kept());
  const state = await api.ask<StoryState>(saver.path);
  const steps = kept.find((one) => one.session.session === session) ?? kept[0];
  store.entries.value = steps?.entries.map(bare) ?? [];
  store.conflicts.value = kept.flatMap((one) => one.session.conflicts);
  saver.adopt(state, []);
  for (const one of kept) await bringIn(one, one === steps, state, store, saver, api);
  await saver.settle(store.entries.peek());
  for (const one of kept) if (one.session.session !== session) await journal.forget(one.session.session);
  if (saver.pending.length > 0) saver.now();
  else saver.status.value = { what: "saved", at: Date.now(), by: "", message: "" };
  return { store, saver };
}

/** Put the waiting changes of one session on top of the story. */
async function bringIn(kept: Kept, own: boolean, state: StoryState, store: Store, saver: Saver, api: Api): Promise<void> {
  const waiting = kept.entries.filter(({ saved }) => !saved);
  if (waiting.length === 0) return;
  const changes = compact(waiting.flatMap((entry) => entry.changes));
  if (own && kept.session.version === state.version) return store.book.apply(changes);
  try {
    await api.ask(saver.path, { method: "PATCH", version: kept.session.version, body: { changes } });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const answer = failure(error);
    if (answer.what !== "stale") throw error;
    return saver.adopt(await api.ask<StoryState>(saver.path), answer.clean, answer.conflicts, own ? waiting : []);
  }
  const done = new Set(own ? waiting.map(({ n }) => n) : []);
  store.entries.value = store.entries.peek().map((entry) => (done.has(entry.n) ? { ...entry, saved: true } : entry));
  saver.adopt(await api.ask<StoryState>(saver.path), []);
}

/** Without the keys of the database. */
function bare({ n, what, of, label, group, at, changes, decisions, message, saved }: Entry): Entry {
  return { n, what, of, label, group, at, changes, decisions, message, saved };
}

/** The sessions whose tab is gone, and our own. */
async function abandoned(story: string, session: string, kept: Kept[]): Promise<Kept[]> {
  const held = (await navigator.locks?.query())?.held ?? [];
  const alive = new Set(held.map(({ name }) => name));
  return kept.filter((one) => one.session.session === session || !alive.has(lockName(story, one.session.session)));
}

/** This tab's name, the same after a reload; a duplicated tab gets a new one. */
async function ownSession(story: string): Promise<string> {
  const before = sessionStorage.getItem(SESSION);
  if (before && (await locked(lockName(story, before)))) return before;
  const made = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36)).join("");
  sessionStorage.setItem(SESSION, made);
  await locked(lockName(story, made));
  return made;
}

function lockName(story: string, session: string): string {
  return `storymap-editor/${story}/${session}`;
}

/** Hold a lock as long as the tab lives; false when another tab has it. Where there are no locks every tab has its own.
 *
 * The page before a reload lets go a moment after the new one begins, hence the wait. */
function locked(name: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const given = () => { resolve(true); return new Promise<never>(() => {}); };
    navigator.locks.request(name, { signal: AbortSignal.timeout(1500) }, given).catch(() => resolve(false));
  });
}
