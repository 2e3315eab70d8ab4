/** The section of scanned maps: the pictures that lie on the map, and one from the media that is to be placed. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Select } from "../../form/controls.tsx";
import { go } from "../../route.ts";
import { register } from "../../sections.ts";
import { freeId } from "../../store/order.ts";
import { t } from "../../words.ts";
import { listed } from "../chapters/states.ts";
import { ScanForm } from "./form.tsx";
import { pointsOf, scansOf, type Scan } from "./values.ts";

function scans(): Scan[] {
  const { store } = app();
  return scansOf(store.book.record("story", "")?.layers, store.languages.value[0]!);
}

function Scans({ id }: { id: string | null }): JSX.Element {
  const all = scans(), here = all.find(({ key }) => key === id) ?? null;
  return (
    <div class="two-panes" data-open={here !== null || undefined}>
      <section class="two-panes-list" aria-label={t("All scanned maps")}>
        <h2>{t("Scanned maps")}</h2>
        <p class="help">{t("An old map or a plan that lies on the map of the story, under what the chapters show.")}</p>
        {app().store.mayEdit.value ? <Add /> : null}
        <ul class="items">{all.map((scan) => <Item key={scan.key} scan={scan} current={scan === here} />)}</ul>
      </section>
      {here === null ? <p class="pane-none help">{t("Choose a scanned map in the list, or add one.")}</p> : <ScanForm key={here.key} scan={here} />}
    </div>
  );
}

function Add(): JSX.Element {
  const { store } = app(), pictures = store.media.value.filter(({ width, height }) => width && height), [chosen, setChosen] = useState("");
  const file = pictures.some((one) => one.file === chosen) ? chosen : "";

  function add(): void {
    const story = store.book.peek("story", ""), layers = Array.isArray(story?.layers) ? story.layers : [], first = store.languages.peek()[0]!;
    const taken = new Set([...listed(layers, first), ...listed(story?.event_sets, first)].map((one) => one.id));
    const title = file.replace(/\.[^.]+$/, "").replace(/[-_]+/g, " ").trim() || t("Scanned map"), id = freeId(title, taken, "map");
    store.setAll("story", "", { layers: [...layers, { id, title, kind: "image", image: file }] }, { label: title });
    setChosen("");
    go("scans", id, "title");
  }

  if (pictures.length === 0) return <p class="help">{t("There is no picture yet.")} <a href="#media" onClick={(event) => { event.preventDefault(); go("media"); }}>{t("Add the scan under Media first.")}</a></p>;
  return (
    <form class="add-source" onSubmit={(event) => { event.preventDefault(); if (file) add(); }}>
      <Select label={t("New scanned map")} help={t("One of the pictures under Media.")} value={file} onChange={setChosen} options={[{ value: "", label: t("choose") }, ...pictures.map((one) => ({ value: one.file, label: one.file }))]} />
      <Button look="main" disabled={!file} onClick={add}>{t("Place it on the map")}</Button>
    </form>
  );
}

function Item({ scan, current }: { scan: Scan; current: boolean }): JSX.Element {
  const count = pointsOf(scan.fields, 1, 1).length;
  return (
    <li>
      <a href={`#scans/${encodeURIComponent(scan.key)}`} aria-current={current ? "true" : undefined} onClick={(event) => { event.preventDefault(); go("scans", scan.key); }}>
        <span class="item-name" dir="auto">{scan.title}</span>
        <span class="item-facts">{count < 2 ? t("not placed yet") : t("{n} points", { n: count })}</span>
      </a>
    </li>
  );
}

register({ id: "scans", order: 65, name: () => t("Scanned maps"), count: () => scans().length, View: Scans, wide: true });
