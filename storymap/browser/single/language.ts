/** Puts a story's page in another language in the place of the one that the file shows. */
import { parts } from "../player/page.ts";
import type { Pack } from "./pack.ts";

/** The language that the address asks for, or the one that the file shows. */
export function languageOf(address: URL, pages: Pack["pages"], shown: string): string {
  const wanted = address.searchParams.get("lang") ?? "";
  return Object.hasOwn(pages, wanted) ? wanted : shown;
}

/** Show the page in a language, with the document that the player reads. */
export function showLanguage({ pages, islands }: Pack, language: string): void {
  if (Object.hasOwn(pages, language)) replacePage(new DOMParser().parseFromString(pages[language]!, "text/html"));
  const island = document.createElement("script");
  island.type = "application/json";
  island.id = "storymap-document";
  island.textContent = JSON.stringify(Object.fromEntries(Object.entries(islands).map(([field, values]) => [field, values[language]])));
  document.body.append(island);
}

/** Media and the parts of maps are in the file once: pages in other languages name them. */
function replacePage(page: Document): void {
  const media = new Map(parts<HTMLImageElement>("[data-media]").flatMap(({ dataset: { media, mediaLarge, large }, src }) => [[media, src], [mediaLarge, large]]));
  for (const { name, value } of page.documentElement.attributes) {
    if (name !== "class") document.documentElement.setAttribute(name, value);
  }
  document.title = page.title;
  for (const shown of parts<HTMLImageElement>('[src^="media/"]', page)) shown.src = media.get(shown.getAttribute("src")!) ?? "data:,";
  const shared = document.getElementById("storymap-parts");
  if (shared) page.body.append(shared);
  for (const { dataset } of parts('[data-large^="media/"]', page)) dataset.large = media.get(dataset.large) ?? "data:,";
  document.body.replaceWith(document.adoptNode(page.body));
}
