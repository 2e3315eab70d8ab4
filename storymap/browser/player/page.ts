/** The page's parts and its document: found once, typed, so that the rest asks no selectors. */
import type { StoryDocument } from "./document.ts";

/** Find an element that the page's template promises. */
export function part<E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E {
  const element = within.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}

/** All elements that match, in page order. */
export function parts<E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)];
}

/** The document that came with the page. */
export function readDocument(): StoryDocument {
  return JSON.parse(part("#storymap-document").textContent!) as StoryDocument;
}

/** A new element with a class and text. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** The record of an event as the chapters show it, or null. */
export function eventInPage(id: string): HTMLElement | null {
  return document.querySelector(`.chapter [data-event="${CSS.escape(id)}"]`);
}
