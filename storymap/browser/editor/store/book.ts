/** The records as the person sees them: what the server holds, with the changes that are not sent yet on top.
 *
 * Every record is a signal of its own and every list of ids another, so that a keystroke redraws one row. */
import { batch, signal, type Signal } from "@preact/signals";
import { KINDS, present, same, type Change, type Fields, type Kind, type Value } from "./changes.ts";
import { before, inserted, reordered } from "./order.ts";
import type { Row, StoryState } from "./state.ts";

export { effect } from "@preact/signals"; // to follow a book outside of views

const LISTS = { chapter: "chapters", site: "sites", event: "events", source: "sources" } as const;

export class Book {
  readonly orders: Record<Kind, Signal<readonly string[]>>;
  private readonly records: Record<Kind, Map<string, Signal<Fields>>>;

  constructor() {
    this.orders = Object.fromEntries(KINDS.map((kind) => [kind, signal<readonly string[]>([])])) as unknown as Book["orders"];
    this.records = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as unknown as Book["records"];
  }

  /** The ids of a kind in order (a signal is read: whoever draws them follows). */
  ids(kind: Kind): readonly string[] {
    return this.orders[kind].value;
  }

  /** The fields of a record, or null when there is none (both are followed). */
  record(kind: Kind, id: string): Fields | null {
    const found = this.records[kind].get(id);
    return found ? found.value : (void this.orders[kind].value, null);
  }

  /** One field as text; "" when it is absent. */
  text(kind: Kind, id: string, field: string): string {
    const value = this.record(kind, id)?.[field];
    return typeof value === "string" ? value : present(value) ? String(value) : "";
  }

  /** Look without following. */
  peek(kind: Kind, id: string): Fields | null {
    return this.records[kind].get(id)?.peek() ?? null;
  }

  has(kind: Kind, id: string): boolean {
    return this.records[kind].has(id);
  }

  order(kind: Kind): readonly string[] {
    return this.orders[kind].peek();
  }

  /** Take over what the server holds; only what differs is redrawn. */
  load(state: Pick<StoryState, "story" | "chapters" | "sites" | "events" | "sources">): void {
    batch(() => {
      this.loadKind("story", [{ id: "", ...state.story }]);
      for (const [kind, list] of Object.entries(LISTS)) this.loadKind(kind as Kind, state[list]);
      this.followChapters();
    });
  }

  apply(changes: readonly Change[]): void {
    batch(() => { for (const change of changes) this.applyOne(change); });
  }

  private loadKind(kind: Kind, rows: readonly Row[]): void {
    const known = this.records[kind], ids = rows.map(({ id }) => id);
    for (const { id, ...fields } of rows) {
      const found = known.get(id);
      if (!found) known.set(id, signal(fields));
      else if (!same(found.peek(), fields)) found.value = fields;
    }
    if (known.size > ids.length) {
      const here = new Set(ids);
      for (const id of [...known.keys()]) if (!here.has(id)) known.delete(id);
    }
    this.setOrder(kind, ids);
  }

  private setOrder(kind: Kind, ids: readonly string[]): void {
    const now = this.orders[kind].peek();
    if (now.length !== ids.length || now.some((id, at) => id !== ids[at])) this.orders[kind].value = ids;
  }

  private applyOne(change: Change): void {
    if (change.op === "set") this.applySet(change.kind, change.id, change.field, change.now);
    else if (change.op === "add") this.applyAdd(change.kind, change.id, change.values, change.after);
    else this.applyRemove(change.kind, change.id);
  }

  private applySet(kind: Kind, id: string, field: string, now: Value): void {
    const found = this.records[kind].get(id);
    if (!found) return;
    const { [field]: _, ...rest } = found.peek();
    found.value = present(now) ? { ...rest, [field]: now } : rest;
    if (kind === "story" && field === "chapters") this.followChapters();
  }

  private applyAdd(kind: Kind, id: string, values: Fields, after: string | null): void {
    this.records[kind].set(id, signal(values));
    this.setOrder(kind, inserted(this.order(kind), id, after));
    if (kind === "chapter") this.writeChapters();
  }

  private applyRemove(kind: Kind, id: string): void {
    this.records[kind].delete(id);
    this.setOrder(kind, this.order(kind).filter((one) => one !== id));
    if (kind === "chapter") this.writeChapters();
  }

  /** The order of the chapters lives in the story's record. */
  private followChapters(): void {
    const wanted = this.peek("story", "")?.chapters;
    if (Array.isArray(wanted)) this.setOrder("chapter", reordered(this.order("chapter"), wanted.map(String)));
  }

  private writeChapters(): void {
    const story = this.records.story.get("");
    if (story) story.value = { ...story.peek(), chapters: [...this.order("chapter")] };
  }

  /** A change as it must be now to say the same, or null when it no longer applies (undo after somebody else's edit). */
  fitted(change: Change): Change | null {
    const { kind, id } = change, here = this.peek(kind, id);
    if (change.op === "add") return here ? null : change;
    if (!here) return null;
    if (change.op === "remove") return { ...change, was: here, after: before(this.order(kind), id) };
    if (kind === "story" && change.field === "chapters") {
      const now = reordered(this.order("chapter"), (change.now as string[] | null) ?? []);
      return { ...change, was: here.chapters, now };
    }
    return same(here[change.field], change.was) ? { ...change, was: here[change.field] } : null;
  }
}
