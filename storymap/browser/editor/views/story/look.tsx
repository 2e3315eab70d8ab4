/** The look of the story: one colour, the face of the text, what lies under it. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { BoundSelect } from "../../form/bound.tsx";
import { Checkbox, Select, TextInput } from "../../form/controls.tsx";
import { t } from "../../words.ts";
import { basemapOf, withBasemap, type Basemap } from "./values.ts";

const OURS = "#8c1c13";

function Colour({ field, label, help }: { field: string; label: string; help: string }): JSX.Element {
  const { store } = app(), value = store.book.text("story", "", field), set = (now: string) => store.set("story", "", field, now.trim(), true);
  return (
    <div class="colour">
      <TextInput label={label} help={help} field={field} value={value} placeholder={OURS} readOnly={!store.mayEdit.value} onInput={set} />
      {store.mayEdit.value ? <input type="color" aria-label={t("Choose: {what}", { what: label })} value={/^#[0-9a-f]{6}$/i.test(value) ? value : OURS} onInput={(event) => set(event.currentTarget.value)} /> : null}
    </div>
  );
}

export function Look(): JSX.Element {
  const { store } = app(), written = store.book.record("story", "")?.basemap, basemap = basemapOf(written), readOnly = !store.mayEdit.value;
  const set = (key: keyof Basemap, now: string, group = "") => store.setAll("story", "", { basemap: withBasemap(written, key, now) }, { group });
  return (
    <>
      <Colour field="accent" label={t("Colour of the story")} help={t("Dark enough to be read on light paper.")} />
      <Colour field="accent_dark" label={t("The same by night")} help={t("Without it, made of the other one.")} />
      <BoundSelect kind="story" id="" field="text" label={t("Face of the text")} options={[{ value: "", label: t("without serifs") }, { value: "serif", label: t("with serifs") }]} />
      <Select label={t("Style of the map")} field="basemap" value={basemap.style} disabled={readOnly} onChange={(style) => set("style", style)}
        options={[{ value: "", label: t("calm") }, { value: "muted", label: t("muted, for coloured areas") }, { value: "print", label: t("black on white") }]} />
      <Checkbox label={t("Shade the hills softly")} checked={basemap.relief} disabled={readOnly} onChange={(on) => set("relief", on ? "true" : "")} />
      <TextInput label={t("Finer map of your own")} value={basemap.pmtiles} readOnly={readOnly} help={t("A PMTiles file of the story’s folder, or its https address.")} onInput={(now) => set("pmtiles", now.trim(), "story basemap pmtiles")} />
      {basemap.tiles ? <TextInput label={t("Live tiles of another host")} value={basemap.tiles} readOnly={readOnly} help={t("Readers are asked before that host is. Empty it for the map that needs no one else.")} onInput={(now) => set("tiles", now.trim(), "story basemap tiles")} /> : null}
    </>
  );
}
