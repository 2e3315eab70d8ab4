/** On paper every chapter has its drawn map and its pictures: those that were never shown are fetched while the page is being printed. */
import { parts } from "./page.ts";

/**
 * Put each drawn map that has not loaded into the page as SVG, and each picture as data.
 *
 * The browser prints when this returns, so the requests must be done by then: the one place where a synchronous
 * request is right. A map or a picture that can't be had keeps its text alternative.
 */
export function drawForPrint(): void {
  const shown = "framed" in document.documentElement.dataset ? ".chapter[data-current] " : ""; // paper shows no others
  for (const image of parts<HTMLImageElement>(`${shown}:is(.drawn, .media) img[src]:not([src^='data:'])`)) {
    if (image.complete && image.naturalWidth > 0) continue;
    const picture = image.closest("picture"), request = fetchNow(image.src, picture ? "image/svg+xml" : "text/plain; charset=x-user-defined");
    if (!request) continue;
    if (picture) {
      const drawn = document.importNode(new DOMParser().parseFromString(request.responseText, "image/svg+xml").documentElement, true);
      drawn.ariaLabel = image.alt;
      picture.replaceWith(drawn);
    } else {
      image.decoding = "sync";
      image.src = `data:${request.getResponseHeader("Content-Type")},${escape(request.responseText).replaceAll("%uF7", "%")}`;
    }
  }
}

/** What lies at an address, read as a type; bytes from 128 on are letters from U+F780 on in `x-user-defined`. */
function fetchNow(address: string, type: string): XMLHttpRequest | null {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.overrideMimeType(type);
  try {
    request.send();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
  return request.status === 200 ? request : null;
}
