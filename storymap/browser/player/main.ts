/** The player: one reader in one story; every change goes through `go`, so that all ways show the same. */
import { readChoices, stepsOf } from "../frame/choices.ts";
import type { Ground } from "./basemap/detail.ts";
import type { EventSets } from "./events/events.ts";
import { Cards } from "./cards.ts";
import type { Site } from "./document.ts";
import { leaveScrollingToArticle } from "./gestures.ts";
import { listen } from "./inputs.ts";
import type { Layers } from "./layers/layers.ts";
import { furtherMap, StoryMap } from "./map.ts";
import { embedOutside, enlarge } from "./media.ts";
import { boxAround } from "./mercator.ts";
import { outlinePainter } from "./outline.ts";
import { part, parts, readDocument } from "./page.ts";
import { Panel } from "./panel.ts";
import { mapState, type Gathering } from "./places.ts";
import { Play } from "./play.ts";
import { drawForPrint } from "./print.ts";
import { Reading } from "./reading.ts";
import { absolute, resourcesOf } from "./resources.ts";
import { Scrolling } from "./scrolling.ts";
import { Sheet } from "./sheet.ts";
import { addressInLanguage, addressOfStep, allSteps, clamp, modeFor, modeOfWord, moved, stepOfAddress } from "./steps.ts";
import type { Mode } from "./steps.ts";
import { Strip } from "./strip.ts";
import { translator } from "./strings.ts";

/** Whether the build is for an article's frame; the bundler then leaves out what only a whole page shows. */
declare const FRAMED: boolean;

const root = document.documentElement;
const story = readDocument();
const resources = resourcesOf(story);
const t = translator(story.strings);
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const still = () => stillness.matches;
const sites = new Map(story.sites.features.map((site) => [site.id, site]));
const chapters = story.chapters.length;
const asked = new URL(location.href).searchParams; // a page of a static site has no server that reads it
if (asked.get("kiosk") === "1") root.dataset.kiosk = "";
const kiosk = root.hasAttribute("data-kiosk");
const framed = parent !== window && !root.hasAttribute("data-preview"); // an article is around the page
const ids = story.chapters.map(({ id }) => id);
const embed = FRAMED ? readChoices(asked, ids) : null;
const steps = embed ? stepsOf(embed, ids) : allSteps(chapters);
const announcer = part("#announcer");

let step = 0;
let chosenMode = modeOfWord(asked.get("mode"));
let wanted = framed || embed ? "step" : chosenMode ?? (root.dataset.mode as Mode);
let standing = false;
let ground: Ground | null = null;
let layers: Layers | null = null;
let events: Promise<EventSets> | undefined;

const cards = new Cards(ids, steps, t);
const panel = new Panel(story, t, (site) => { map.highlight(site); void events?.then((sets) => sets.tellOf(site)); });
const map = new StoryMap(part("#map"), t, { choose, explore: () => { part(".back-to-story").hidden = false; } }, still);
const strip = FRAMED ? null : new Strip(story, chooseEvent, (id) => map.highlight(siteOfEvent(id) ?? null));
const reading = FRAMED ? new Reading(part(".column"), part(".read-on"), t) : null;
const scrolling = new Scrolling(cards.chapters, (entered) => go(entered, "replace", false));
const play = new Play({
  advance: () => { const last = kiosk ? chapters : chapters + 1; if (step >= last) return false; go(step + 1, "replace"); return true; },
  home: () => { closeAll(); go(0, "replace"); },
  changed: (playing) => press("play", playing),
}, story.dwell, kiosk, still);
if (!FRAMED) new Sheet(() => map.resize());

/** Show a step. A deliberate step adds one entry to the history; scrolling and playing replace it. */
function go(target: number, history: "push" | "replace" | "none", scroll = true): void {
  const next = clamp(target, steps);
  const changed = next !== step || history === "none";
  const neighbour = Math.abs(next - step) === 1; // a smooth scroll past other chapters would enter each of them
  step = next;
  if (!changed) return;
  const state = mapState(story, step);
  cards.show(step, mode());
  reading?.update();
  if (mode() === "scroll" && scroll) cards.scrollTo(step, neighbour && history === "push" && !still());
  part(".back-to-story").hidden = true;
  if (panel.isOpen && history !== "none") panel.close();
  map.show(state, standing);
  layers?.show(state.layers, standing && !still(), state.steps);
  showEvents();
  standing = true;
  requestAnimationFrame(() => strip?.show(story.chapters[step - 1] ?? null));
  remember(history);
  announcer.textContent = cards.announcement(step, state.text);
  document.dispatchEvent(new CustomEvent("storymap:step", { detail: story.chapters[step - 1]?.id ?? "" }));
}

/** Put the step into the address bar, and into the links that lead on; what an article frames adds no entry to its history. */
function remember(history: "push" | "replace" | "none"): void {
  for (const link of parts<HTMLAnchorElement>("[data-full]")) link.dataset.address = link.href = cards.links[step]!.href;
  if (embed || location.protocol === "about:") return; // a notebook's frame has no address of its own
  const choices = resources.choicesInAddress ? { mode: chosenMode, kiosk } : { mode: null, kiosk: false };
  const address = addressOfStep(new URL(cards.links[step]!.href), choices);
  if (history === "push" && !framed) window.history.pushState(null, "", address);
  else if (history !== "none") window.history.replaceState(null, "", address);
  for (const link of parts<HTMLAnchorElement>("[data-language]")) link.href = inLanguage(link);
}

/** The current step in another language. */
function inLanguage(link: HTMLAnchorElement): string {
  const [cover, here] = [new URL(cards.links[0]!.href), new URL(cards.links[step]!.href)];
  return addressInLanguage(here, cover, new URL(absolute(link.dataset.language!)), { mode: chosenMode, kiosk });
}

/** Show which buttons of an action are pressed; an embed may have none. */
function press(action: string, on: boolean): void {
  for (const button of parts(`[data-do="${action}"]`)) button.ariaPressed = String(on);
}

function mode(): Mode {
  return modeFor(wanted, innerHeight);
}

function applyMode(): void {
  const current = mode();
  root.dataset.mode = current;
  scrolling.set(false);
  cards.show(step, current);
  map.letPageScroll(current === "scroll");
  press("mode", current === "scroll");
  if (current === "scroll") cards.scrollTo(step, false);
  requestAnimationFrame(() => scrolling.set(current === "scroll"));
}

function choose(gathering: Gathering, button: HTMLButtonElement): void {
  if (gathering.others.length === 0) return openSite(gathering.lead.site, button);
  const places = [gathering.lead, ...gathering.others];
  const box = boxAround(places.map(({ site }) => site.properties.centre!));
  if (!box || !map.open(box)) panel.openPlaces(places, button, (site) => openSite(site, button));
}

function openSite(site: Site, opener: HTMLElement): void {
  closePlaces();
  panel.openSite(site, opener);
}

function siteOfEvent(id: string | null): string | null | undefined {
  return story.events.find((event) => event.id === id)?.site;
}

/** An event on the timeline: go to the chapter that tells it, and open its place. */
function chooseEvent(id: string): void {
  if (!story.chapters[step - 1]?.events.includes(id)) {
    const told = story.chapters.findIndex(({ events }) => events.includes(id));
    if (told >= 0) go(told + 1, "push");
  }
  const site = sites.get(siteOfEvent(id) ?? "");
  if (site) openSite(site, document.activeElement?.closest<HTMLElement>(".timeline-marks button") ?? part("#chapters"));
}

function closePlaces(): void {
  const places = part("#places");
  if (!places.hasAttribute("data-open")) return;
  places.removeAttribute("data-open");
  coverStory(false);
  focusFirstVisible('[data-do="places"], .bar-menu > summary, .map-more > summary');
}

/** Give the focus back to what opened something, or to the menu that it is folded into. */
function focusFirstVisible(selector: string): void {
  parts(selector).find((one) => one.checkVisibility({ visibilityProperty: true }))?.focus();
}

function openPlaces(): void {
  panel.close();
  part("#places").setAttribute("data-open", "");
  coverStory(true);
  for (const menu of parts<HTMLDetailsElement>("details.bar-menu, .embed .map-more")) menu.open = false;
  part("#places-title").focus();
}

/** What lies under the list of places must not take the focus. */
function coverStory(covered: boolean): void {
  for (const under of parts(".stage, .card, .timeline")) under.inert = covered;
}

/** Fold the menus of the bar; a menu that held the focus gives it to its button. */
function foldMenus(): void {
  for (const menu of parts<HTMLDetailsElement>(".bar details[open], .embed .map-more[open]").reverse()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) part("summary", menu).focus();
  }
}

function closeAll(): void {
  foldMenus();
  closePlaces();
  panel.close();
}

/** Escape closes what is open; where nothing is, it leads out of the map of an article, whose keys move it. */
function escape(): void {
  const before = document.activeElement;
  closeAll();
  if (framed && document.activeElement === before && part("#map").contains(before)) part("#chapters").focus({ preventScroll: true });
}

/** The share page, as a dialog; when its code does not come, the page itself. */
async function share(link: HTMLAnchorElement): Promise<void> {
  try {
    const { openShare } = (await import(absolute(story.urls.share))) as typeof import("../share/share.ts");
    await openShare(link.href, story.chapters[step - 1]?.id ?? "", () => focusFirstVisible('[data-do="share"], .bar-menu > summary'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    location.assign(link.href);
  }
}

const acts: Record<string, (target: HTMLElement) => void> = {
  previous: () => userMove(moved(step, "previous", steps)),
  next: () => userMove(moved(step, "next", steps)),
  "read-on": () => reading?.turn(),
  mode: () => { wanted = chosenMode = wanted === "step" ? "scroll" : "step"; applyMode(); remember("replace"); },
  play: () => play.set(!play.playing),
  share: (link) => void share(link as HTMLAnchorElement),
  places: openPlaces,
  values: (link) => { openPlaces(); part(`#layer_${CSS.escape(link.dataset.values!)}_title`).focus(); },
  close: closeAll,
  resume: () => { part(".back-to-story").hidden = true; map.resume(); part("#map").focus(); },
  "zoom-in": () => map.zoom(1),
  "zoom-out": () => map.zoom(-1),
  "pan-west": () => map.pan(-1, 0),
  "pan-east": () => map.pan(1, 0),
  "pan-north": () => map.pan(0, -1),
  "pan-south": () => map.pan(0, 1),
  enlarge: (button) => enlarge(part("img", button) as HTMLImageElement, t),
  embed: (link) => embedOutside(link as HTMLAnchorElement),
  source: (link) => { go(chapters + 1, "push"); showSource(link.dataset.source!); },
  tiles: (button) => loadTiles(button),
  archive: (button) => void loadArchive(button),
  layer: (button) => layers?.agree(button.parentElement!.dataset.layerHost!),
};

function showSource(id: string): void {
  const source = part(`#source_${CSS.escape(id)}`);
  source.tabIndex = -1;
  source.focus();
}

function loadTiles(button: HTMLElement): void {
  if (story.basemap.kind !== "tiles") return;
  const { attribution, host } = story.basemap;
  part("#tiles-credit").textContent = attribution;
  map.addTiles(story.basemap, () => { announcer.textContent = t("{host} does not answer; the offline map stays.", { host }); });
  button.parentElement!.hidden = true;
}

function userMove(target: number): void {
  foldMenus();
  if (play.playing && !kiosk) play.set(false);
  closePlaces();
  if (clamp(target, steps) !== step) go(target, "push");
}

function arrive(): number {
  if (embed) return embed.chapter ? ids.indexOf(embed.chapter) + 1 : steps[0]!;
  return stepOfAddress(new URL(location.href), cards.links.map(({ href }) => new URL(href))) ?? 0;
}

/** Finer detail follows once the first picture stands: the shipped tiles, then what the story asks for above them. */
async function loadDetail(): Promise<void> {
  try {
    ground = resources.ground(await resources.detail());
    await ground.open();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    ground = null;
    return; // the outline is a whole map; tiles that don't come would paint water over it
  }
  if (story.basemap.kind === "offline" && story.basemap.archive?.host === null) await addArchive(location.host);
  drawGround();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawGround);
  if (resources.relief) { await ground.addRelief(resources.relief); drawGround(); }
}

function drawGround(): void {
  map.setDetail((palette) => ground!.detail(palette));
}

/** Draw the story's own finer tiles above the shipped ones; when they don't come, the shipped ones stay. */
async function addArchive(host: string): Promise<void> {
  try {
    part("#tiles-credit").textContent = await ground!.addArchive(resources.archive);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    announcer.textContent = t("{host} does not answer; the offline map stays.", { host });
  }
}

async function loadArchive(button: HTMLElement): Promise<void> {
  if (story.basemap.kind !== "offline" || !ground) return;
  button.parentElement!.hidden = true;
  await addArchive(story.basemap.archive?.host ?? "");
  drawGround();
}

/** Let the page draw before the next piece of work, so that no single task holds it up. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
}

/** Layers, and pictures in the map's place, come once the first picture stands; they show what the step asks for by then. */
async function loadLayers(): Promise<void> {
  const pictures = parts(".in-map");
  if (story.layers.length + pictures.length === 0) return;
  const module = await resources.layers().catch((error: unknown) => {
    for (const one of pictures) one.classList.remove("drawn"); // they stay in the text
    throw error;
  });
  if (pictures.length) module.hangPictures(furtherMap, t, still);
  if (story.layers.length === 0) return;
  layers = new module.Layers(story.layers, map, t);
  const state = mapState(story, step);
  layers.show(state.layers, !still(), state.steps);
}

/** Event sets come when a chapter that names one is near; a file of its own brings none. */
function showEvents(): void {
  if (!("ready" in root.dataset)) return;
  const near = story.chapters.slice(Math.max(0, step - 2), step + 1);
  if (near.some(({ event_sets }) => event_sets.length)) events ??= resources.events?.().then(({ EventSets }) => new EventSets(story, map, panel, t));
  events?.then((sets) => sets.show(step), () => { events = undefined; });
}

async function start(): Promise<void> {
  listen({
    move: (move) => userMove(moved(step, move, steps)),
    go: userMove,
    act: (name, target) => acts[name]?.(target),
    openSite: (id, target) => { const site = sites.get(id); if (site) openSite(site, target); },
    escape,
  }, story.direction, framed);
  if (framed) leaveScrollingToArticle(part(".stage"), part("#map"), document.querySelector<HTMLElement>("#hint"),
    (key) => t("Hold {key} and turn the wheel to zoom the map", { key }), t("Move the map with two fingers"));
  document.addEventListener("storymap:go", (event) => {
    const target = story.chapters.findIndex(({ id }) => id === (event as CustomEvent<string>).detail);
    if (target >= 0 && target + 1 !== step) go(target + 1, "replace");
  });
  if (!embed) addEventListener("popstate", () => { closeAll(); go(arrive(), "none"); });
  let height = innerHeight;
  new ResizeObserver(() => {
    if (height !== innerHeight && mode() !== root.dataset.mode) applyMode();
    height = innerHeight;
    map.resize();
    strip?.draw();
  }).observe(part("#map"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { map.repaint(); strip?.draw(); });
  addEventListener("beforeprint", drawForPrint);
  step = arrive();
  if (mode() === "scroll" || mode() !== root.dataset.mode) applyMode();
  await nextFrame();
  go(step, "none");
  map.setBase(outlinePainter(await resources.outline()));
  root.dataset.ready = "";
  performance.mark("storymap-map");
  showEvents();
  await Promise.all([loadLayers(), loadDetail()]);
}

void start();
