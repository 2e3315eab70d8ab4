/** The three panes; a phone shows one at a time. */
import { signal } from "@preact/signals";

export const PANES = ["outline", "preview", "fields"] as const;
export type Pane = (typeof PANES)[number];
/** The pane that a phone shows. */
export const pane = signal<Pane>("outline");
