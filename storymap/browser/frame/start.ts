/** The first script of an embed: it reads what the article chose, says the height, and lets the player come. */
import { passage, readChoices } from "./choices.ts";
import { wantedHeight } from "./measure.ts";
import { around, asksForHeight, heightMessages, worthSaying } from "./messages.ts";
import { force } from "./theme.ts";

const root = document.documentElement;
const address = new URL(location.href);
const place = around(address);
const { mapOnly, click: waits } = readChoices(address.searchParams, []); // no chapter stands in the page yet
let said = 0;

// What is painted while the page still comes in must be what stays.
root.classList.add("js");
root.toggleAttribute("data-framed", parent !== window);
if (mapOnly) root.dataset.show = "map";
if (["chapter", "from"].some((key) => address.searchParams.has(key))) root.dataset.choosing = "";
if (waits) root.dataset.waiting = "";
else fetchAhead();
addEventListener("error", (event) => {
  const early = event instanceof ErrorEvent && event.error && !root.hasAttribute("data-ready");
  if (early || event.target instanceof HTMLScriptElement) giveUp();
}, true);
addEventListener("message", ({ data, source }) => { if (source === parent && asksForHeight(data, place)) say(said); });
addEventListener("click", followLink);
document.addEventListener("DOMContentLoaded", begin);

/** The page stands: show what was chosen, then let the player come now or when the reader asks for it. */
function begin(): void {
  const chapters = [...document.querySelectorAll<HTMLElement>("article.chapter:not(.cover)")];
  const idOf = ({ id, dataset }: HTMLElement) => dataset.chapter ?? id; // a part of the page may have the id
  const ids = chapters.map(idOf);
  const choices = readChoices(address.searchParams, ids);
  const shown = new Set(passage(choices, ids));
  for (const chapter of chapters) if (!shown.has(idOf(chapter))) chapter.remove(); // a static page has them all
  if (choices.first) document.querySelector<HTMLElement>(".cover")!.hidden = true;
  if (choices.theme) force(choices.theme);
  const first = chapters.find((chapter) => idOf(chapter) === choices.chapter) ?? document.querySelector(".chapter");
  for (const chapter of document.querySelectorAll(".chapter")) chapter.toggleAttribute("data-current", chapter === first);
  delete root.dataset.choosing;
  const chosen = document.querySelector<HTMLAnchorElement>(`.rail a[data-chapter="${choices.chapter}"]`);
  const whole = document.querySelector<HTMLAnchorElement>("[data-full]")!;
  if (chosen) whole.href = chosen.href; // a static page leads to the cover
  whole.dataset.address = whole.href; // for paper
  for (const list of document.querySelectorAll<HTMLDetailsElement>("details.events")) list.open = false;
  new ResizeObserver(() => requestAnimationFrame(sayHeight)).observe(root);
  void document.fonts.ready.then(sayHeight);
  if (!waits) loadPlayer();
}

function loadPlayer(): void {
  const script = document.createElement("script");
  script.src = root.dataset.player!;
  document.head.append(script);
}

function fetchAhead(): void {
  const link = document.createElement("link");
  link.rel = "preload";
  link.as = "script";
  link.href = root.dataset.player!;
  document.head.append(link);
}

/** The reader asks for the map that waits. */
function wake(): void {
  delete root.dataset.waiting;
  loadPlayer();
  document.getElementById("chapters")?.focus({ preventScroll: true });
}

/** Without the player the text stands as an article. */
function giveUp(): void {
  root.classList.remove("js");
  delete root.dataset.waiting;
  sayHeight();
}

function sayHeight(): void {
  const height = wantedHeight();
  if (worthSaying(height, said)) say(height);
}

function say(height: number): void {
  said = height;
  if (parent === window) return;
  for (const message of heightMessages(height, place)) parent.postMessage(message, "*"); // nothing but a number
}

/** WordPress's frame may open no window: its page follows a link of the embed's own site when it is told to. */
function followLink(event: MouseEvent): void {
  const target = event.target as Element;
  if (target.closest('[data-do="start"]')) wake();
  const link = target.closest<HTMLAnchorElement>("a[href]");
  if (event.defaultPrevented || !link || place.secret === "" || parent === window || link.host !== location.host) return;
  event.preventDefault();
  parent.postMessage({ message: "link", value: link.href, secret: place.secret }, "*");
}
