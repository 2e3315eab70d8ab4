/** Pictures to enlarge, and outside pages that load only after a click. */
import { element } from "./page.ts";
import type { Translate } from "./strings.ts";

/** Show a picture over the whole frame; a second click shows it in its own size. */
export function enlarge(image: HTMLImageElement, t: Translate): void {
  const dialog = element("dialog", "enlarged");
  const copy = element("img");
  copy.src = image.currentSrc || image.src;
  copy.alt = image.alt;
  const scroller = element("div", "scroller");
  scroller.tabIndex = 0;
  scroller.append(copy);
  const size = element("button", "", t("Full size"));
  const close = element("button", "", t("Close"));
  size.type = close.type = "button";
  size.ariaPressed = "false";
  size.addEventListener("click", () => { size.ariaPressed = String(copy.classList.toggle("full")); });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  const buttons = element("p");
  buttons.append(size, close);
  dialog.append(scroller, buttons);
  dialog.ariaLabel = image.alt;
  document.body.append(dialog);
  dialog.showModal();
}

/** Put what lies on another host in the place of its link, now that the reader asked for it. */
export function embedOutside(link: HTMLAnchorElement): void {
  const { embed, kind, name } = link.dataset;
  const title = name || link.hostname;
  const made = kind === "image" ? picture(embed!, title) : kind === "audio" || kind === "video" ? recording(kind, embed!, title) : frame(embed!, title);
  const asked = link.closest(".outside")!;
  asked.before(made);
  made.focus();
  if (made instanceof HTMLMediaElement) asked.className = "outside on-paper";
  else asked.remove();
}

function picture(address: string, title: string): HTMLElement {
  const image = element("img");
  image.src = address;
  image.alt = title;
  image.tabIndex = -1;
  return image;
}

function recording(kind: "audio" | "video", address: string, title: string): HTMLElement {
  const player = element(kind);
  player.src = address;
  player.controls = true;
  player.ariaLabel = title;
  return player;
}

function frame(address: string, title: string): HTMLElement {
  const made = element("iframe");
  made.src = address;
  made.title = title;
  made.allow = "fullscreen";
  made.referrerPolicy = "strict-origin-when-cross-origin";
  made.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  return made;
}
