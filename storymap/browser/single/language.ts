/** Puts a story's page in another language in the place of the one that the file shows. */
import { parts } from "../player/page.ts";
import type { Pack } from "./pack.ts";

/** The language that the address asks for, or the one that the file shows. */
export function languageOf(address: URL, pages: Pack["pages"], shown: string): string {
  const wanted = address.searchParams.get("lang") ?? "";
  return Object.hasOwn(pages, wanted) ? wanted : shown;
}

/** Show the page in a language. */
export function showLanguage(pack: Pack, language: string): void {
  const { html, island } = pack.pages[language]!;
  if (html !== null) replacePage(new DOMParser().parseFromString(html, "text/html"), pack.media);
  const data = document.createElement("script");
  data.type = "application/json";
  data.id = "storymap-document";
  data.textContent = island;
  document.body.append(data);
}

/** Media are in the file once: pages in other languages name them. */
function replacePage(page: Document, media: string[]): void {
  const sources = parts<HTMLImageElement>(".media [src]").map(({ src }) => src);
  for (const { name, value } of page.documentElement.attributes) {
    if (name !== "class") document.documentElement.setAttribute(name, value);
  }
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  for (const shown of parts<HTMLImageElement>(".media [src]")) {
    shown.src = sources[media.indexOf(shown.getAttribute("src")!)] ?? "";
  }
}
