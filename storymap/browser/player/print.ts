/** On paper every chapter has its drawn map: those that were never shown are fetched while the page is being printed. */
import { parts } from "./page.ts";

/**
 * Put each drawn map that has not loaded into the page as SVG.
 *
 * The browser prints when this returns, so the requests must be done by then: the one place where a synchronous
 * request is right. A map that can't be had keeps its text alternative.
 */
export function drawForPrint(): void {
  for (const image of parts<HTMLImageElement>(".drawn picture img")) {
    if (image.complete && image.naturalWidth > 0 && image.currentSrc === image.src) continue; // not the one of the night
    const drawn = fetchNow(image.src);
    if (!drawn) continue;
    drawn.ariaLabel = image.alt;
    (image.closest("picture") ?? image).replaceWith(drawn);
  }
}

function fetchNow(address: string): SVGElement | null {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  try {
    request.send();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
  if (request.status !== 200) return null;
  const root = new DOMParser().parseFromString(request.responseText, "image/svg+xml").documentElement;
  return root instanceof SVGElement ? document.importNode(root, true) : null;
}
