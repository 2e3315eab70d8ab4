/** Where the person is: a section, a record in it, a field; kept in the address so that Back works. */
import { signal } from "@preact/signals";

export interface Route {
  section: string;
  id: string | null;
  /** The field to put the focus on. */
  field: string | null;
}

/** "#chapters/a-signature/title" */
export function readRoute(hash: string, first = "story"): Route {
  const [section, id, field] = hash.replace(/^#/, "").split("/").map(decodeURIComponent);
  return { section: section || first, id: id || null, field: field || null };
}

export function addressOf({ section, id, field }: Route): string {
  return `#${[section, id ?? "", field ?? ""].map(encodeURIComponent).join("/").replace(/\/+$/, "")}`;
}

export const route = signal<Route>({ section: "story", id: null, field: null });
/** Counts every deliberate move, so that the form takes the focus even when the place is the same. */
export const arrivals = signal(0);

/** Go to a section, a record, a field; `focus` false leaves the focus where it is. */
export function go(section: string, id: string | null = null, field: string | null = null, focus = true): void {
  const next = { section, id, field };
  const address = addressOf({ ...next, field: null });
  if (address !== location.hash) history.pushState(null, "", address);
  route.value = next;
  if (focus) arrivals.value += 1;
}

/** Follow the address bar and the Back button. */
export function followAddress(): void {
  const read = () => { route.value = readRoute(location.hash); };
  addEventListener("popstate", read);
  addEventListener("hashchange", read);
  read();
}
