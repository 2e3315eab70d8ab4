/** Sends what the store took in: journal first, then the server, until the server says that it is on its disk. */
import { batch, signal } from "@preact/signals";
import { Api, ApiError } from "../api.ts";
import { failure, pauseBefore, type Conflict, type Failure, type Saved } from "./answers.ts";
import type { Book } from "./book.ts";
import { compact, type Change } from "./changes.ts";
import type { Journal } from "./journal.ts";
import { nextBatch, outdated, recordsOf, type Entry } from "./log.ts";
import { before } from "./order.ts";
import type { StoryState } from "./state.ts";
import type { Store } from "./store.ts";

export interface Status {
  what: "loading" | "saved" | "saving" | "waiting" | "shut-out" | "refused";
  at: number;
  /** Who changed the story last, when it was somebody else. */
  by: string;
  message: string;
}

const DELAY = 600, KEEPALIVE_BYTES = 60_000, ROUNDS = 6;

export class Saver {
  readonly status = signal<Status>({ what: "loading", at: 0, by: "", message: "" });
  version = "";
  /** Called with what a save brought to the server's disk. */
  onSaved: (changes: readonly Change[]) => void = () => {};
  /** Called when the story was changed elsewhere. */
  onElsewhere: () => void = () => {};
  private readonly store: Store;
  private readonly api: Api;
  private readonly journal: Journal;
  private timer = 0;
  private attempt = 0;
  private careful = false;
  private running: Promise<void> | null = null;

  constructor(store: Store, api: Api, journal: Journal) {
    this.store = store;
    this.api = api;
    this.journal = journal;
    store.onEntry = (entry) => this.take(entry);
  }

  get path(): string { return `stories/${encodeURIComponent(this.store.story)}`; }

  get pending(): Entry[] { return this.store.entries.peek().filter(({ saved }) => !saved); }

  /** Send at once what waits. */
  now(keepalive = false): void {
    clearTimeout(this.timer);
    if (!this.running && this.version) this.running = this.run(keepalive).finally(() => { this.running = null; });
  }

  /** Save all that waits, then do something that needs the newest version and changes it; the story is read again after. */
  async outside<T>(work: (version: string) => Promise<T>): Promise<T> {
    await this.drained();
    const done = await work(this.version);
    await this.refresh();
    return done;
  }

  /** Read the story again unless changes wait (their save will bring both together). */
  async refresh(): Promise<void> {
    if (this.running) await this.running;
    if (this.pending.length > 0) return this.now();
    const before = this.version;
    try {
      const state = await this.api.ask<StoryState>(this.path, { headers: { "If-None-Match": `"${before}"` } });
      const by = before && state.version !== before ? await this.lastAuthor() : "";
      if (this.pending.length > 0 || this.running || this.version !== before) return; // what was typed meanwhile is saved on top
      if (state.version === before) return;
      this.adopt(state, []);
      this.tell("saved", "", by);
      this.onElsewhere();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error; // 304: nothing new; no answer: the next save tells
    }
  }

  /** Take over the server's state, with changes that wait on top and conflicts that a person must decide. */
  adopt(state: StoryState, clean: readonly Change[], conflicts: readonly Conflict[] = [], settled: readonly Entry[] = []): void {
    const { store } = this, done = new Set(settled.map(({ n }) => n));
    const found = conflicts.map((conflict) => withRecord(conflict, store.book));
    batch(() => {
      store.load(state);
      store.book.apply(clean);
      this.version = state.version;
      if (found.length > 0) store.conflicts.value = [...store.conflicts.peek(), ...found];
      const entries = store.entries.peek().map((entry) => (done.has(entry.n) ? { ...entry, saved: true } : entry));
      const merge: Entry | null = clean.length === 0 ? null : {
        n: (entries.at(-1)?.n ?? 0) + 1, what: "merge", of: null, label: "", group: "", at: Date.now(), changes: [...clean],
        decisions: settled.flatMap(({ decisions }) => decisions), message: settled.find(({ message }) => message)?.message ?? "", saved: false,
      };
      store.entries.value = merge ? [...entries, merge] : entries;
    });
    void this.settle(store.entries.peek().filter(({ n, what }) => done.has(n) || what === "merge"));
  }

  /** Decisions about conflicts are kept, too. */
  settle(entries: readonly Entry[] = []): Promise<void> {
    return this.journal.settle({ version: this.version, conflicts: [...this.store.conflicts.peek()] }, entries);
  }

  private take(entry: Entry): void {
    this.journal.put(entry);
    const held = new Map(this.store.held.peek());
    const freed = recordsOf(entry).filter((record) => held.delete(record));
    if (freed.length > 0) this.store.held.value = held;
    if (this.status.peek().what !== "waiting") this.tell("saving");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), Math.max(DELAY, this.attempt > 0 ? pauseBefore(this.attempt) * 1000 : 0));
  }

  private async drained(): Promise<void> {
    while (this.running || nextBatch(this.store.entries.peek(), this.store.held.peek(), false).length > 0) {
      this.now();
      await this.running;
      const { what, message } = this.status.peek();
      if (what === "waiting" || what === "shut-out") throw new ApiError(0, { code: "offline", message });
    }
  }

  private async run(keepalive: boolean): Promise<void> {
    for (;;) {
      const sent = nextBatch(this.store.entries.peek(), this.store.held.peek(), this.careful);
      if (sent.length === 0) { this.careful = false; return this.rest(); }
      this.tell("saving");
      for (const { n } of sent) this.store.underWay.add(n);
      const going = await this.send(sent, keepalive).finally(() => this.store.underWay.clear());
      if (!going) return;
    }
  }

  /** All that could be sent is sent. */
  private rest(): void {
    const [refused] = this.store.held.peek().values();
    if (refused !== undefined) this.tell("refused", refused);
    else if (this.status.peek().what !== "saved") this.tell("saved");
  }

  private async send(sent: readonly Entry[], keepalive: boolean): Promise<boolean> {
    if (!keepalive) await this.journal.flush(); // a page that goes has no time to wait
    try {
      const changes = compact(sent.flatMap((entry) => entry.changes));
      if (changes.length > 0) this.version = (await this.patch(sent, changes, keepalive)).version;
      this.attempt = 0;
      await this.confirm(sent);
      if (changes.length > 0) this.onSaved(changes);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.failed(failure(error), sent);
    }
  }

  private patch(sent: readonly Entry[], changes: readonly Change[], keepalive: boolean): Promise<Saved> {
    const decisions = sent.flatMap((entry) => entry.decisions), message = sent.find((entry) => entry.message)?.message;
    const body = { changes, ...(decisions.length > 0 ? { decisions } : {}), ...(message ? { message } : {}) };
    const light = keepalive && JSON.stringify(body).length < KEEPALIVE_BYTES;
    return this.api.ask<Saved>(this.path, { method: "PATCH", version: this.version, body, keepalive: light });
  }

  private async confirm(sent: readonly Entry[]): Promise<void> {
    const { store } = this, done = new Set(sent.map(({ n }) => n));
    const entries = store.entries.peek().map((entry) => (done.has(entry.n) ? { ...entry, saved: true } : entry));
    const gone = outdated(entries), old = new Set(gone);
    store.entries.value = entries.filter((entry) => !old.has(entry));
    await this.journal.settle({ version: this.version, conflicts: [...store.conflicts.peek()] }, entries.filter(({ n }) => done.has(n)), gone);
  }

  private async failed(failed: Failure, sent: readonly Entry[]): Promise<boolean> {
    if (failed.what === "stale") return this.reconcile();
    if (failed.what === "refused") {
      if (sent.length > 1) { this.careful = true; return true; }
      this.store.held.value = new Map([...this.store.held.peek(), ...recordsOf(sent[0]!).map((record) => [record, failed.message] as const)]);
      return true;
    }
    this.attempt += 1;
    this.tell(failed.what === "wait" ? "waiting" : "shut-out", failed.message);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), pauseBefore(this.attempt) * 1000);
    return false;
  }

  /** Somebody else saved: ask the server what of ours goes together with it, until nobody writes in between. */
  private async reconcile(): Promise<boolean> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const waiting = this.pending;
      try {
        this.version = (await this.patch(waiting, compact(waiting.flatMap(({ changes }) => changes)), false)).version;
        await this.confirm(waiting);
        return true;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const answer = failure(error);
        if (answer.what !== "stale") return this.failed(answer, waiting);
        const [state, by] = await Promise.all([this.api.ask<StoryState>(this.path), this.lastAuthor()]);
        if (state.version !== answer.version || grown(waiting, this.pending)) continue;
        this.adopt(state, answer.clean, answer.conflicts, waiting);
        this.tell("saving", "", by);
        this.onElsewhere();
        return true;
      }
    }
    return this.failed({ what: "wait", message: "" }, []);
  }

  private async lastAuthor(): Promise<string> {
    try {
      const { revisions } = await this.api.ask<{ revisions: { author: string }[] }>(`${this.path}/history`, { query: { limit: 1 } });
      return revisions[0]?.author ?? "";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return "";
    }
  }

  private tell(what: Status["what"], message = "", by = this.status.peek().by): void {
    this.status.value = { what, at: Date.now(), message, by };
  }
}

/** A conflict with the record as it is here: when they removed it, it can come back whole. */
function withRecord(conflict: Conflict, book: Book): Conflict {
  const { op, kind, id } = conflict.change, record = op === "set" ? book.peek(kind, id) : null;
  return record ? { ...conflict, record, after: before(book.order(kind), id) } : conflict;
}

/** Whether somebody typed on while the server thought. */
function grown(before: readonly Entry[], now: readonly Entry[]): boolean {
  return before.length !== now.length || before.some((entry, at) => entry !== now[at]);
}
