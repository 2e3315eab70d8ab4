/** The address of a frame, from what the author of an article wrote. */

/** The embed's address with its chapter, or null when `src` leads to no web page. */
export function frameAddress(src: string | null, chapter: string | null, base: string): string | null {
  if (!src || !URL.canParse(src, base)) return null;
  const address = new URL(src, base);
  if (address.protocol !== "https:" && address.protocol !== "http:") return null;
  if (chapter) address.searchParams.set("chapter", chapter);
  return address.href;
}
