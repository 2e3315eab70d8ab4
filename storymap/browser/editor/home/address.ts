/** Addresses of the editor in the language that the person has chosen for its words. */

/** An address of our own with the language of this page, when the address bar names one. */
export function inThisLanguage(address: string, here: string): string {
  const url = new URL(address, here), lang = new URL(here).searchParams.get("lang");
  if (lang !== null && !url.searchParams.has("lang")) url.searchParams.set("lang", lang);
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Where a story is edited: beside the list of all stories. */
export function editorOf(story: string, home: string, here: string): string {
  const { pathname } = new URL(home, here);
  return inThisLanguage(`${pathname.replace(/\/?$/, "/")}${encodeURIComponent(story)}`, here);
}
