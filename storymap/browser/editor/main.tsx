/** The editor: one page for one story, or (when the page names no story) the page of all stories.
 *
 * Where things go:
 *   store/     the story as values: changes, book (records as signals), log (undo), journal (IndexedDB), saver (network). Pure where it can be;
 *              tested under Node in tests/js/editor/. Views call `app().store.set/add/remove/change`, and `app().saver.outside` for
 *              requests that change the version in another way (media, restore, publish).
 *   form/      controls every view shares: field, controls, buttons, dialog, tabs, and `bound` (tied to a field of a record).
 *   views/     one folder or file a section. Each calls `register({id, order, name, View, List?, count?, wide?})` of sections.ts
 *              at its top level and is imported below. Move with `go(section, id, field)` of route.ts.
 *   css/       one sheet a part, imported by editor.css; colours are the variables of css/palette.css.
 *   words.ts   `t("…")`: every word a person sees. */
import { render } from "preact";
import { Api, ApiError } from "./api.ts";
import { shownLanguage, start } from "./app.ts";
import { Home } from "./home/home.tsx";
import { readPage } from "./page.ts";
import { followAddress } from "./route.ts";
import { Shell } from "./shell/shell.tsx";
import { listenForOthers } from "./store/others.ts";
import { open } from "./store/opening.ts";
import { speak, t } from "./words.ts";
import "./views/story/story.tsx";
import "./views/chapters/chapters.tsx";
import "./views/places/places.tsx";
import "./views/events/events.tsx";
import "./views/sources/sources.tsx";
import "./views/scans/scans.tsx";
import "./views/import/import.tsx";
import "./views/media/media.tsx";
import "./views/history/history.tsx";
import "./views/problems.tsx";
import "./views/sharing/sharing.tsx";

const page = readPage();
const root = document.querySelector<HTMLElement>("#editor")!;
speak(page.strings ?? {}, document.documentElement.lang || "en");

async function begin(): Promise<void> {
  const api = new Api(page.api);
  if (!page.story) {
    root.replaceChildren();
    render(<Home page={page} api={api} />, root);
    return void (document.documentElement.dataset.ready = "");
  }
  const { store, saver } = await open(page.story, api);
  start({ store, saver, api, page });
  shownLanguage.value = store.languages.peek()[0] ?? "en";
  followAddress();
  listenForOthers(store, saver);
  render(<Shell />, root);
  document.documentElement.dataset.ready = "";
}

begin().catch((error: unknown) => {
  if (!(error instanceof ApiError)) throw error;
  render(<main class="shut"><h1>{t("The story could not be opened")}</h1><p>{error.message}</p>
    <p>{t("What you wrote before is still kept in this browser.")}</p><p><a href={location.href}>{t("Try again")}</a></p></main>, root);
});
