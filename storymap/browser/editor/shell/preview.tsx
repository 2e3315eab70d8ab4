/** The real player beside the fields: at the width of a desktop, an article or a phone; what is typed shows at once. */
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api.ts";
import { app, mapView, shownLanguage, type MapView } from "../app.ts";
import { Button } from "../form/buttons.tsx";
import { effect } from "../store/book.ts";
import { go, route } from "../route.ts";
import type { Change, Kind } from "../store/changes.ts";
import { inLanguage } from "../store/state.ts";
import { languageName, t } from "../words.ts";
import { Frames } from "./preview_frames.ts";

/** Milliseconds of rest after which a text is shown, and a page loaded anew. */
const PAUSE = 120, REST = 300;
const WIDTHS = { desktop: 1280, article: 640, phone: 390 } as const;
const PHONE_HEIGHT = 844;
/** Below this width one pane is seen at a time, as in shell.css. */
const ONE_PANE = 700;
type Width = keyof typeof WIDTHS;

export function Preview(): JSX.Element {
  const { store } = app(), [width, setWidth] = useState<Width>(innerWidth < ONE_PANE ? "phone" : "desktop"), languages = store.languages.value, language = shownLanguage.value;
  const names: [Width, string][] = [["desktop", t("Desktop")], ["article", t("Article")], ["phone", t("Phone")]];
  return (
    <section class="pane preview" id="preview" tabIndex={-1} aria-label={t("Preview")}>
      <div class="preview-bar">
        <div class="row" role="group" aria-label={t("Width of the preview")}>
          {names.map(([id, name]) => <Button key={id} look="quiet" pressed={width === id} onClick={() => setWidth(id)}>{name}</Button>)}
        </div>
        {languages.length > 1 ? (
          <div class="row" role="group" aria-label={t("Language of the preview")}>
            {languages.map((one) => <Button key={one} look="quiet" pressed={one === language} onClick={() => { shownLanguage.value = one; }}>{languageName(one)}</Button>)}
          </div>
        ) : null}
      </div>
      <Stage width={width} />
    </section>
  );
}

/** The frame at its own width, made smaller where the pane is narrower. */
function Stage({ width }: { width: Width }): JSX.Element {
  const stage = useRef<HTMLDivElement>(null), place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const fit = () => {
      const { clientWidth, clientHeight } = stage.current!, wanted = WIDTHS[width];
      const scale = Math.min(1, clientWidth / wanted, width === "phone" ? clientHeight / PHONE_HEIGHT : 1);
      const height = width === "phone" ? PHONE_HEIGHT : clientHeight / scale;
      Object.assign(place.current!.style, { width: `${wanted}px`, height: `${height}px`, transform: `scale(${scale})`, marginInlineEnd: `${wanted * (scale - 1)}px`, marginBlockEnd: `${height * (scale - 1)}px` });
    };
    const watched = new ResizeObserver(fit);
    watched.observe(stage.current!);
    return () => watched.disconnect();
  }, [width]);
  useFrames(place);
  return <div class="stage" data-width={width} ref={stage}><div class="stage-place" ref={place} /></div>;
}

/** Keeps the frames up to date: another page for another language, a word at once for a keystroke, all anew after a save. */
function useFrames(place: { current: HTMLDivElement | null }): void {
  const { store, saver, page } = app(), language = shownLanguage.value, { section, id } = route.value;
  const frames = useRef<Frames | null>(null), chapter = useRef("");
  if (section === "chapters" && id !== null) chapter.current = id;
  const address = () => {
    const url = new URL(page.urls.preview ?? "preview/", location.href);
    if (chapter.current && store.book.peek("chapter", chapter.current)) url.pathname += encodeURIComponent(chapter.current);
    url.searchParams.set("lang", language);
    return url.href;
  };

  useEffect(() => {
    const made = new Frames(place.current!, t("Preview of the story"), {
      view: (view: MapView) => { mapView.value = view; },
      step: (step) => {
        const here = route.peek();
        if (step && step !== here.id && here.section === "chapters" && store.book.peek("chapter", step)) go("chapters", step, null, false);
      },
    });
    frames.current = made;
    return () => { frames.current = null; made.end(); mapView.value = null; };
  }, []);

  useEffect(() => { if (saver.version) frames.current!.show(address()); }, [language]);
  useEffect(() => { if (chapter.current) frames.current!.tell({ type: "storymap:go", chapter: chapter.current }); }, [section, id]);

  useEffect(() => {
    const before = saver.onSaved, elsewhere = saver.onElsewhere;
    let timer = 0;
    const soon = () => { clearTimeout(timer); timer = window.setTimeout(() => frames.current?.show(address()), REST); };
    saver.onSaved = (changes) => { before(changes); if (!changes.every((change) => wordsOf(change, chapter.current))) soon(); };
    saver.onElsewhere = () => { elsewhere(); soon(); };
    return () => { clearTimeout(timer); saver.onSaved = before; saver.onElsewhere = elsewhere; };
  }, [language]);

  useWords(frames, chapter);
  useNames(frames);
}

/** What a record is called, by kind: it shows at once; what follows from it comes with the page after the save. */
const NAMES: Partial<Record<Kind, readonly string[]>> = { story: ["title", "summary"], event: ["title"], site: ["name"] };

/** Tells the frames every title and name as it is typed. */
function useNames(frames: { current: Frames | null }): void {
  const { store } = app(), language = shownLanguage.value;
  useEffect(() => {
    let first = true;
    return effect(() => {
      const changes = store.entries.value.at(-1)?.changes ?? [];
      const fresh = first; // the page that was asked for has these words, or gets them with the save
      first = false;
      if (fresh) return;
      for (const change of changes) {
        const field = change.op === "set" ? change.field.split("@")[0]! : "";
        if (!NAMES[change.kind]?.includes(field)) continue;
        const { kind, id } = change, fields = store.book.peek(kind, id);
        const words = fields?.[inLanguage(field, language, store.languages.peek())] || fields?.[field];
        if (typeof words === "string") frames.current?.tell({ type: "storymap:words", kind, id, field, words });
      }
    });
  }, [language]);
}

/** Tells the frames what is written in the chapter that is followed, after a short pause. */
function useWords(frames: { current: Frames | null }, chapter: { current: string }): void {
  const { store, saver } = app(), language = shownLanguage.value, { section, id } = route.value;
  useEffect(() => {
    let timer = 0, first = true;
    const asked = { current: new AbortController() };
    const stop = effect(() => {
      const here = chapter.current, languages = store.languages.value, fields = here ? store.book.record("chapter", here) : null;
      const word = (field: string) => String(fields?.[inLanguage(field, language, languages)] || fields?.[field] || "");
      const title = word("title"), text = word("text");
      const fresh = first && saver.pending.length === 0; // the page that was asked for has these words
      first = false;
      if (fresh || !fields) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => void write(here, title, text), PAUSE);
    });
    async function write(here: string, title: string, text: string): Promise<void> {
      asked.current.abort();
      asked.current = new AbortController();
      try {
        const { html } = await app().api.ask<{ html: string }>(`${saver.path}/render`, { method: "POST", body: { text, language }, signal: asked.current.signal });
        frames.current?.tell({ type: "storymap:chapter", id: here, title, html });
      } catch (error) {
        if (!(error instanceof ApiError) && !(error instanceof DOMException)) throw error; // the next save shows it
      }
    }
    return () => { stop(); clearTimeout(timer); asked.current.abort(); };
  }, [section, id, language]);
}

/** Whether a change is to the title or the text of the chapter that is followed: the preview has got it already. */
function wordsOf(change: Change, chapter: string): boolean {
  return change.op === "set" && change.kind === "chapter" && change.id === chapter && /^(title|text)(@|$)/.test(change.field);
}
