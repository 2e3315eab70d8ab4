/** Opens a story: the server's state, and what this tab left in the journal before it was loaded again. */
import { ApiError, type Api } from "../api.ts";
import { failure } from "./answers.ts";
import { compact } from "./changes.ts";
import { inherit, type Heir } from "./inheriting.ts";
import { Journal, type Kept } from "./journal.ts";
import type { Entry } from "./log.ts";
import { Saver } from "./saver.ts";
import { lives, ownSession, whenGone, whileGone } from "./sessions.ts";
import type { StoryState } from "./state.ts";
import { Store } from "./store.ts";

export interface Opened { store: Store; saver: Saver }

/** Read the story and bring in what the journal still holds: of this tab, of those that are gone, and of those that go later.
 *
 * Raises `ApiError` when the server does not give the story out. */
export async function open(story: string, api: Api): Promise<Opened> {
  const session = await ownSession(story);
  const store = new Store(story), journal = new Journal(story, session), saver = new Saver(store, api, journal);
  const heir: Heir = { store, saver, api, journal };
  const [gone, living] = await sorted(story, session, await journal.kept());
  const state = await api.ask<StoryState>(saver.path);
  const steps = gone.find((one) => one.session.session === session) ?? gone[0];
  saver.adopt(state, []);
  if (steps) await resume(steps, state, heir);
  await saver.settle(store.entries.peek());
  if (steps && steps.session.session !== session) await journal.forget(steps.session.session);
  for (const one of gone) if (one !== steps) await whileGone(story, one.session.session, () => inherit(one.session.session, heir));
  if (saver.pending.length > 0) saver.now();
  else saver.status.value = { what: "saved", at: Date.now(), by: "", message: "" };
  for (const one of living) void inheritLater(one.session.session, heir);
  return { store, saver };
}

/** A tab that is being closed lives a moment longer; what it could not save is brought in when it is gone. */
async function inheritLater(session: string, heir: Heir): Promise<void> {
  const { story } = heir.store;
  await whenGone(story, session);
  try {
    await whileGone(story, session, () => inherit(session, heir));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error; // it stays in the journal, for whoever opens the story next
  }
}

/** Take up a session as this tab's own: its steps can be undone, its waiting changes are on top of the story. */
async function resume(kept: Kept, state: StoryState, { store, saver, api }: Heir): Promise<void> {
  store.entries.value = kept.entries.map(bare);
  store.conflicts.value = kept.session.conflicts;
  const waiting = kept.entries.filter(({ saved }) => !saved);
  if (waiting.length === 0) return;
  const changes = compact(waiting.flatMap((entry) => entry.changes));
  if (kept.session.version === state.version) return store.book.apply(changes);
  try {
    await api.ask(saver.path, { method: "PATCH", version: kept.session.version, body: { changes } });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const answer = failure(error);
    if (answer.what !== "stale") throw error;
    return saver.adopt(await api.ask<StoryState>(saver.path), answer.clean, answer.conflicts, waiting);
  }
  const done = new Set(waiting.map(({ n }) => n));
  store.entries.value = store.entries.peek().map((entry) => (done.has(entry.n) ? { ...entry, saved: true } : entry));
  saver.adopt(await api.ask<StoryState>(saver.path), []);
}

/** Without the keys of the database. */
function bare({ n, what, of, label, group, at, changes, decisions, message, saved }: Entry): Entry {
  return { n, what, of, label, group, at, changes, decisions, message, saved };
}

/** Our own session and those whose tab is gone; and those whose tab still lives. */
async function sorted(story: string, session: string, kept: readonly Kept[]): Promise<[gone: Kept[], living: Kept[]]> {
  const alive = await Promise.all(kept.map(async (one) => one.session.session !== session && (await lives(story, one.session.session))));
  return [kept.filter((_, at) => !alive[at]), kept.filter((_, at) => alive[at])];
}
