/** Keys and focus: undo and redo outside text fields, F6 from pane to pane, and where the focus goes after a move. */
import { useEffect, useLayoutEffect } from "preact/hooks";
import { app } from "../app.ts";
import { arrivals, route } from "../route.ts";
import { pane, PANES, type Pane } from "./panes.ts";

function writesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "color", "range"].includes(target.type);
}

export function useKeys(): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key === "F6") { event.preventDefault(); return nextPane(event.shiftKey ? -1 : 1); }
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || writesText(event.target) || document.querySelector("dialog[open]")) return;
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) app().store.redo();
      else app().store.undo();
    };
    addEventListener("keydown", down);
    return () => removeEventListener("keydown", down);
  }, []);
}

/** Put the focus on the next pane. */
function nextPane(by: number): void {
  const panes = PANES.map((name) => document.getElementById(name)).filter((one) => one !== null);
  const at = panes.findIndex((one) => one.contains(document.activeElement));
  const next = panes[(at + by + panes.length) % panes.length];
  if (!next) return;
  pane.value = next.id as Pane;
  focusDrawn(() => { next.focus(); return next === document.activeElement; });
}

/** After a deliberate move the focus goes to the field that was asked for, or the form's first one. */
export function useArrival(): void {
  const count = arrivals.value;
  useLayoutEffect(() => {
    if (count === 0) return;
    pane.value = "fields";
    focusDrawn(arrive);
  }, [count]);
}

/** Put the focus where it was asked for; return whether it is there. */
function arrive(): boolean {
  const form = document.getElementById("fields"), { field } = route.peek();
  const asked = field ? form?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`) : null;
  const target = asked ?? form?.querySelector<HTMLElement>("[data-first], input:not([type=checkbox]), textarea, select, button, a[href]") ?? form;
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
  return Boolean(asked) || !field;
}

/** Put the focus on something that the change just made draws. */
export function focusSoon(selector: string): void {
  focusDrawn(() => {
    const target = document.querySelector<HTMLElement>(selector);
    target?.focus();
    return target !== null && target === document.activeElement;
  });
}

/** Move the focus before the next key can be pressed, and once more in a frame where that was too early. */
function focusDrawn(put: () => boolean): void {
  queueMicrotask(() => { // Preact draws in a microtask, which the change has asked for before
    if (put()) return;
    const then = document.activeElement;
    requestAnimationFrame(() => { if (document.activeElement === then) put(); });
  });
}
