/** The preview in the editor's frame: what is written there shows here at once, and the map's view goes back. */
import { readMessage, standing, type View } from "./messages.ts";
import { reword } from "./words.ts";

/** Put a chapter's new title and text into the page; the server has cleaned the HTML as it does for readers. */
function rewrite(id: string, title: string, html: string): void {
  const chapter = document.querySelector(`.chapter[data-chapter="${CSS.escape(id)}"]`) ?? document.getElementById(id);
  const prose = chapter?.querySelector(".prose");
  if (!chapter || !prose) return;
  const made = new DOMParser().parseFromString(html, "text/html");
  prose.replaceChildren(...[...made.body.childNodes].map((node) => document.adoptNode(node)));
  const heading = document.querySelector(`[id="${CSS.escape(id)}_title"] bdi`);
  if (heading) heading.textContent = title;
  const step = [...document.querySelectorAll("#chapters > .chapter")].indexOf(chapter);
  for (const tick of document.querySelectorAll<HTMLElement>(`.rail a[data-step="${step}"]`)) {
    tick.ariaLabel = `${step}. ${title}`;
    tick.querySelector("bdi")!.textContent = title;
  }
  for (const line of document.querySelectorAll(`.contents a[data-step="${step}"] bdi`)) line.textContent = title;
}

function tell(message: Record<string, unknown>): void {
  if (parent !== window) parent.postMessage(message, location.origin);
}

addEventListener("message", (event) => {
  if (event.origin !== location.origin || event.source !== parent) return;
  const message = readMessage(event.data);
  if (message?.type === "storymap:chapter") rewrite(message.id, message.title, message.html);
  if (message?.type === "storymap:words") reword(message);
  if (message?.type === "storymap:go") document.dispatchEvent(new CustomEvent("storymap:go", { detail: message.chapter }));
});
document.addEventListener("storymap:view", (event) => tell({ type: "storymap:view", ...standing((event as CustomEvent<View>).detail) }));
document.addEventListener("storymap:step", (event) => tell({ type: "storymap:step", chapter: (event as CustomEvent<string>).detail }));
