/** The frame of the editor: bar, outline, preview, and the fields of what is selected. */
import { useEffect } from "preact/hooks";
import { app } from "../app.ts";
import { useLooking } from "../problems/look.ts";
import { route } from "../route.ts";
import { sectionOf, sections } from "../sections.ts";
import { t } from "../words.ts";
import { Bar } from "./bar.tsx";
import { Conflicts } from "./conflicts.tsx";
import { useArrival, useKeys } from "./keys.ts";
import { Outline } from "./outline.tsx";
import { pane, type Pane } from "./panes.ts";
import { Preview } from "./preview.tsx";

function Fields() {
  const { section: name, id } = route.value, section = sectionOf(name) ?? sections()[0]!;
  return (
    <section class="pane fields" id="fields" tabIndex={-1} aria-label={section.name()} data-section={section.id}>
      <section.View key={`${section.id}/${id}`} id={id} />
    </section>
  );
}

function PaneTabs() {
  const names: [Pane, string][] = [["outline", t("Contents")], ["fields", t("Fields")], ["preview", t("Preview")]];
  return (
    <nav class="pane-tabs" aria-label={t("Parts of the editor")}>
      {names.map(([id, name]) => <button key={id} type="button" aria-pressed={pane.value === id} onClick={() => { pane.value = id; }}>{name}</button>)}
    </nav>
  );
}

export function Shell() {
  const { store } = app(), wide = sectionOf(route.value.section)?.wide ?? false;
  useKeys();
  useArrival();
  useLooking();
  useEffect(() => { document.title = `${store.book.text("story", "", "title")} – ${t("Editor")}`; });
  return (
    <div class="shell" data-pane={pane.value} data-wide={wide ? "" : undefined}>
      <a class="skip" href="#fields" onClick={(event) => { event.preventDefault(); document.getElementById("fields")?.focus(); }}>{t("Skip to the fields")}</a>
      <Bar />
      <main class="panes">
        <Outline />
        <Preview />
        <Fields />
      </main>
      <PaneTabs />
      <Conflicts />
      <p class="visually-hidden" role="status" aria-live="polite">{store.announcement.value}</p>
    </div>
  );
}
