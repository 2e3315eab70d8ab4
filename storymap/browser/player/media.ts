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

/** Put the outside page in the place of its link, now that the reader asked for it. */
export function embedOutside(link: HTMLAnchorElement): void {
  const frame = element("iframe");
  frame.src = link.dataset.embed!;
  frame.title = link.dataset.name || link.hostname;
  frame.allow = "fullscreen";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  link.closest(".outside")!.replaceWith(frame);
  frame.focus();
}
