/** The registry of the outline: each section says its name, how many records it has, and which component shows it. */
import type { ComponentType } from "preact";

export interface Section {
  /** In the address: "places". */
  id: string;
  /** Place in the outline: story 10, chapters 20, places 30, events 40, sources 50, media 60, scanned maps 65, problems 70, history 80, people and links 90. */
  order: number;
  /** A function, since the language is known only after the page is read. */
  name: () => string;
  /** Shown beside the name; a signal read here is followed. */
  count?: () => number | null;
  /** Whether the outline shows it; a signal read here is followed. */
  shown?: () => boolean;
  /** Takes the middle and the right: tables, wizards. */
  wide?: boolean;
  /** The pane; `id` is the record in the address, or null. */
  View: ComponentType<{ id: string | null }>;
  /** What the outline shows below the name while the section is open (the list of chapters, of places). */
  List?: ComponentType<{ id: string | null }>;
}

const all = new Map<string, Section>();

/** Called at the top of a view's module; main.tsx imports the modules. */
export function register(section: Section): void {
  all.set(section.id, section);
}

export function sections(): Section[] {
  return [...all.values()].sort((a, b) => a.order - b.order);
}

export function sectionOf(id: string): Section | undefined {
  return all.get(id);
}
