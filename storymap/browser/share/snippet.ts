/** The HTML that goes into an article, made from the one that came with the page. */

export interface Choices {
  /** Id of the chapter to begin with, or "". */
  chapter: string;
  /** "" is all chapters, "chapter" the one to begin with, "map" the map without the text. */
  extent: string;
  theme: string;
  /** Whether a picture stands there until the reader presses it. */
  click: boolean;
  /** "" is as wide as the article. */
  width: string;
  height: string;
}

/** What a snippet shows: full addresses, and the words of the picture. */
export interface Shared {
  embed: string;
  link: string;
  card: string;
  alt: string;
}

/** The embed's address with what was chosen. */
export function embedAddress(embed: string, { chapter, extent, theme, click }: Omit<Choices, "width" | "height">): string {
  const address = new URL(embed);
  const alone = extent === "chapter" ? chapter : "";
  const choices = { chapter: alone ? "" : chapter, from: alone, to: alone, show: extent === "map" ? "map" : "", theme, activate: click ? "click" : "" };
  for (const [name, value] of Object.entries(choices)) if (value) address.searchParams.set(name, value);
  return address.href;
}

/** Width and height of a size such as `640x600` or `x400`. */
export function sizeOf(text: string): Pick<Choices, "width" | "height"> {
  const [width = "", height = "600"] = text.split("x");
  return { width, height };
}

/** Put what was chosen into the element, its picture and its link, and return all of it as HTML. */
export function fillElement(body: HTMLElement, chosen: Choices, shared: Shared, script: string): string {
  const element = body.querySelector("storymap-embed")!;
  const alone = chosen.extent === "chapter";
  set(element, "src", embedAddress(shared.embed, { ...chosen, chapter: alone ? chosen.chapter : "", click: false }));
  set(element, "chapter", alone ? "" : chosen.chapter);
  set(element, "activate", chosen.click ? "click" : "");
  set(element, "height", chosen.height === "600" ? "" : chosen.height);
  set(element, "width", chosen.width);
  set(body.querySelector("a")!, "href", shared.link);
  set(body.querySelector("img")!, "src", shared.card);
  body.querySelector("img")!.setAttribute("alt", shared.alt);
  set(body.querySelector("script")!, "src", script);
  return html(body);
}

/** The same for the plain frame. */
export function fillFrame(body: HTMLElement, chosen: Choices, shared: Shared): string {
  const frame = body.querySelector("iframe")!;
  set(frame, "src", embedAddress(shared.embed, chosen));
  set(frame, "width", chosen.width || "100%");
  set(frame, "height", chosen.height);
  set(body.querySelector("a")!, "href", shared.link);
  return html(body);
}

function set(element: Element, name: string, value: string): void {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

/** Our own page forbids styles in attributes, also in a document that nobody sees; in the article they may stand. */
const STYLE = "data-style";

/** HTML as elements of a document that runs no scripts and loads nothing; all of it stands in the body. */
export function parsed(html: string): HTMLElement {
  return new DOMParser().parseFromString(`<body>${html.replaceAll(" style=", ` ${STYLE}=`)}`, "text/html").body;
}

function html(body: HTMLElement): string {
  return [...body.children].map((child) => child.outerHTML).join("\n").replaceAll(` ${STYLE}=`, " style=");
}
