/** Plain words that show at once wherever the page has them; all that follows from them comes with the next save. */
import type { Words } from "./messages.ts";

/** Where the words of a field stand, by "kind field". */
const PLACES: Record<string, (id: string) => string> = {
  "story title": () => ".cover h1 bdi, .running-title bdi, .bar-title bdi",
  "story summary": () => ".cover .summary",
  "event title": (id) => `[data-event="${id}"] .event-title > span:first-child`,
  "site name": (id) => `.event-site[data-site="${id}"], [id="place_${id}"] th > span`,
};

/** Show other words in the page and on the map. */
export function reword({ kind, id, field, words }: Words): void {
  const selector = PLACES[`${kind} ${field}`]?.(CSS.escape(id));
  if (!selector) return;
  const before = textOf(document.querySelector(`[id="place_${CSS.escape(id)}"] th > span`))?.data;
  for (const element of document.querySelectorAll(selector)) {
    const text = textOf(element);
    if (text) text.data = words; // a remark may stand behind it
    else element.prepend(words);
  }
  if (kind !== "site" || !before) return;
  for (const name of document.querySelectorAll("#map .place .name")) if (name.textContent === before) name.textContent = words;
}

function textOf(element: Element | null): Text | undefined {
  return [...(element?.childNodes ?? [])].find((node): node is Text => node instanceof Text);
}
