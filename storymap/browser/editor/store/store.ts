/** The story in the editor: read records, change them, undo and redo. Sending is the saver's work.
 *
 * `store.book.record("event", id)` and `.ids("event")` are signals read: a view that reads them follows them. */
import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { t } from "../words.ts";
import type { Conflict } from "./answers.ts";
import { Book } from "./book.ts";
import { inverse, same, type AddRecord, type Change, type Fields, type Kind, type Value } from "./changes.ts";
import { joined, joins, stacks, undoing, type Entry } from "./log.ts";
import { before } from "./order.ts";
import type { CutSet, MediaFile, Problem, Role, StoryState } from "./state.ts";

export interface Told {
  /** Words for the undo button: "title of Huế". */
  label?: string;
  /** Typing with the same group is one step until a pause. */
  group?: string;
  /** The revision's message; the server writes one when it is empty. */
  message?: string;
  /** Rows for geocoding.csv in the same save. */
  decisions?: Value[];
}

/** Why a record could not be saved, by "kind id". */
export type Held = ReadonlyMap<string, string>;

export class Store {
  readonly book = new Book();
  readonly story: string;
  readonly entries = signal<readonly Entry[]>([]);
  readonly problems = signal<readonly Problem[]>([]);
  readonly media = signal<readonly MediaFile[]>([]);
  readonly eventSets = signal<readonly CutSet[]>([]);
  readonly role = signal<Role>("viewer");
  readonly conflicts = signal<readonly Conflict[]>([]);
  readonly held = signal<Held>(new Map());
  /** What was said last: shown to nobody, read out by screen readers. */
  readonly announcement = signal("");
  /** The story's languages, the first one first. */
  readonly languages: ReadonlySignal<readonly string[]>;
  readonly mayEdit: ReadonlySignal<boolean>;
  readonly stacks = computed(() => stacks(this.entries.value));
  /** The saver listens here. */
  onEntry: (entry: Entry) => void = () => {};
  private readonly told = signal<readonly string[]>(["en"]);

  constructor(story: string) {
    this.story = story;
    this.languages = computed(() => {
      const listed = this.book.record("story", "")?.languages;
      return Array.isArray(listed) && listed.length > 0 ? listed.map(String) : this.told.value;
    });
    this.mayEdit = computed(() => this.role.value !== "viewer");
  }

  /** Take over what the server holds. */
  load(state: StoryState): void {
    this.told.value = state.languages;
    this.role.value = state.role;
    this.problems.value = state.problems ?? [];
    this.media.value = state.media ?? [];
    this.eventSets.value = state.event_sets ?? [];
    this.book.load(state);
  }

  /** Make changes: shown, journalled and saved from here on. `was` must be what the book holds. */
  change(changes: readonly Change[], told: Told = {}): void {
    if (changes.length > 0 && this.mayEdit.peek()) this.enter({ what: "do", of: null, changes: [...changes], ...told });
  }

  /** Set one field; typing (`typed`) is one step until a pause. */
  set(kind: Kind, id: string, field: string, now: Value, typed = false): void {
    const here = this.book.peek(kind, id);
    if (!here || same(here[field], now)) return;
    this.change([{ op: "set", kind, id, field, was: here[field] ?? null, now: now ?? null }], {
      label: this.nameOf(kind, id), group: typed ? `${kind} ${id} ${field}` : "",
    });
  }

  /** Set several fields of one record in one step. */
  setAll(kind: Kind, id: string, values: Fields, told: Told = {}): void {
    const here = this.book.peek(kind, id);
    const changes = Object.entries(values).filter(([field, now]) => here && !same(here[field], now))
      .map(([field, now]): Change => ({ op: "set", kind, id, field, was: here![field] ?? null, now: now ?? null }));
    this.change(changes, { label: this.nameOf(kind, id), ...told });
  }

  /** Add a record; `after` as in a change: the id before it, "" first, null last. */
  add(kind: AddRecord["kind"], id: string, values: Fields, after: string | null = null, told: Told = {}): void {
    this.change([{ op: "add", kind, id, values, after }], { label: String(values.title ?? values.name ?? id), ...told });
  }

  /** Remove a record; undo brings it back to its place. */
  remove(kind: Kind, id: string): void {
    const was = this.book.peek(kind, id);
    if (was) this.change([{ op: "remove", kind, id, was, after: before(this.book.order(kind), id) }], { label: this.nameOf(kind, id) });
  }

  /** Keep changes that a person did not choose as a step: nothing is changed, and undo brings them in. */
  pass(changes: readonly Change[], told: Told = {}): void {
    if (changes.length === 0) return;
    const back = [...changes].reverse().map(inverse);
    for (const made of [changes, back]) this.enter({ what: "do", of: null, changes: [...made], ...told, group: "" }, true, true);
  }

  /** A record's name as people know it. */
  nameOf(kind: Kind, id: string): string {
    const fields = this.book.peek(kind, id) ?? {};
    if (kind === "story") return t("the story");
    return String(fields.title || fields.name || fields.citation || id);
  }

  get canUndo(): boolean { return this.stacks.value.done.length > 0; }
  get canRedo(): boolean { return this.stacks.value.undone.length > 0; }

  undo(): void {
    this.again("undo", this.stacks.peek().done);
  }

  redo(): void {
    this.again("redo", this.stacks.peek().undone);
  }

  /** Say something to screen readers. */
  say(words: string): void {
    this.announcement.value = this.announcement.peek() === words ? `${words}\u00a0` : words;
  }

  private again(what: "undo" | "redo", stack: readonly number[]): void {
    const entry = this.entries.peek().find(({ n }) => n === stack.at(-1));
    if (!entry) return;
    const made: Change[] = [];
    for (const change of what === "undo" ? undoing(entry) : entry.changes) {
      const fitted = this.book.fitted(change);
      if (!fitted) continue;
      this.book.apply([fitted]);
      made.push(fitted);
    }
    this.enter({ what, of: entry.n, changes: made, label: entry.label }, true);
    if (made.length === 0) this.say(t("Somebody changed this since; it stays as it is now."));
    else this.say(what === "undo" ? t("Undone: {what}", { what: entry.label }) : t("Done again: {what}", { what: entry.label }));
  }

  private enter(made: Pick<Entry, "what" | "of" | "changes"> & Told, applied = false, saved = made.changes.length === 0): void {
    if (!applied) this.book.apply(made.changes);
    const at = Date.now(), entries = this.entries.peek(), last = entries.at(-1);
    if (made.changes.length > 0 && made.what === "do" && joins(last, made.group ?? "", at) && !this.underWay.has(last.n)) {
      const entry = joined(last, made.changes, at);
      this.entries.value = [...entries.slice(0, -1), entry];
      return this.onEntry(entry);
    }
    const entry: Entry = {
      n: (last?.n ?? 0) + 1, what: made.what, of: made.of, changes: made.changes, at, saved,
      label: made.label ?? "", group: made.group ?? "", decisions: made.decisions ?? [], message: made.message ?? "",
    };
    this.entries.value = [...entries, entry];
    this.onEntry(entry);
  }

  /** Entries that are on their way to the server. */
  readonly underWay = new Set<number>();
}
