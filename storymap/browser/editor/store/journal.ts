/** The journal in the browser's own database: what was typed is here before it is anywhere else. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Conflict } from "./answers.ts";
import type { Entry } from "./log.ts";

/** What a tab knows about its work on a story, besides the entries. */
export interface Session {
  story: string;
  session: string;
  /** The version that the waiting changes were made on. */
  version: string;
  /** Conflicts that nobody has decided yet. */
  conflicts: Conflict[];
  at: number;
}

interface Tables extends DBSchema {
  sessions: { key: [string, string]; value: Session };
  entries: { key: [string, string, number]; value: Entry & { story: string; session: string } };
}

export interface Kept { session: Session; entries: Entry[] }

export class Journal {
  private readonly story: string;
  private readonly session: string;
  private readonly database: Promise<IDBPDatabase<Tables>>;
  /** The browser keeps no journal (private window, full disk). */
  broken = false;
  private waiting = new Map<number, Entry>();
  private writing: Promise<void> = Promise.resolve();

  constructor(story: string, session: string) {
    this.story = story;
    this.session = session;
    this.database = openDB<Tables>("storymap-editor", 1, {
      upgrade(made) {
        made.createObjectStore("sessions", { keyPath: ["story", "session"] });
        made.createObjectStore("entries", { keyPath: ["story", "session", "n"] });
      },
    });
  }

  /** Write an entry; while one write runs, only the newest state of an entry waits. */
  put(entry: Entry): void {
    this.waiting.set(entry.n, entry);
    this.writing = this.writing.then(() => this.write());
    this.writing.catch(() => { this.broken = true; });
  }

  /** Wait until all that was put is in the database; where the browser keeps none, the server is all the safer. */
  async flush(): Promise<void> {
    try {
      await this.writing;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.broken = true;
      this.writing = Promise.resolve();
    }
  }

  /** Write at once what a save, or a merge, made of entries and session, and let old entries go. */
  async settle(session: Pick<Session, "version" | "conflicts">, entries: readonly Entry[] = [], gone: readonly Entry[] = []): Promise<void> {
    await this.flush();
    if (this.broken) return;
    const { story, session: name } = this;
    const change = (await this.database).transaction(["sessions", "entries"], "readwrite"), kept = change.objectStore("entries");
    await Promise.all([
      change.objectStore("sessions").put({ ...session, story, session: name, at: Date.now() }),
      ...entries.map((entry) => kept.put({ ...entry, story, session: name })),
      ...gone.map(({ n }) => kept.delete([story, name, n])),
      change.done,
    ]);
  }

  /** Everything kept for this story, by session, the newest first. */
  async kept(): Promise<Kept[]> {
    const database = await this.database.catch(() => null), story = this.story;
    this.broken = database === null;
    if (!database) return [];
    const sessions = await database.getAll("sessions", IDBKeyRange.bound([story], [story, []]));
    const made = await Promise.all(sessions.map(async (session) => ({
      session, entries: await database.getAll("entries", IDBKeyRange.bound([story, session.session], [story, session.session, []])),
    })));
    return made.sort((a, b) => b.session.at - a.session.at);
  }

  async forget(session: string): Promise<void> {
    const change = (await this.database).transaction(["sessions", "entries"], "readwrite");
    await Promise.all([
      change.objectStore("sessions").delete([this.story, session]),
      change.objectStore("entries").delete(IDBKeyRange.bound([this.story, session], [this.story, session, []])),
      change.done,
    ]);
  }

  private async write(): Promise<void> {
    if (this.waiting.size === 0) return;
    const entries = [...this.waiting.values()];
    this.waiting.clear();
    const change = (await this.database).transaction("entries", "readwrite");
    await Promise.all([...entries.map((entry) => change.store.put({ ...entry, story: this.story, session: this.session })), change.done]);
  }
}
