/** Which layers a chapter shows, how strongly, and which of them it compares. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Checkbox, Select } from "../../form/controls.tsx";
import { Group } from "../../form/field.tsx";
import { Share } from "../../form/share.tsx";
import { present, type Fields, type Value } from "../../store/changes.ts";
import { t } from "../../words.ts";
import { Conditions } from "./conditions.tsx";
import { beside, entriesOf, listed, percentOf, shareOf, sidesChanged, stateOf, withState, type Listed } from "./states.ts";
import { WhenInput } from "./when.tsx";

export function ChapterLayers({ id }: { id: string }): JSX.Element | null {
  const { store } = app(), layers = listed(store.book.record("story", "")?.layers, store.languages.value[0]!), entries = entriesOf(store.book.record("chapter", id)?.layers);
  if (layers.length === 0) return null;

  function set(now: Value[], group = ""): void {
    store.setAll("chapter", id, { layers: now }, { group: group && `chapter ${id} layers ${group}` });
  }

  return (
    <Group label={t("Layers")}>
      {layers.map((layer, at) => {
        const state = stateOf(entries, layer.id);
        return (
          <div class="shown-state" key={layer.id}>
            <Checkbox field={at === 0 ? "layers" : undefined} label={layer.title} checked={state !== null} disabled={!store.mayEdit.value} onChange={(checked) => set(withState(entries, layer.id, checked ? {} : null))} />
            {state ? <State layer={layer} state={state} change={(now, key) => set(withState(entries, layer.id, now), key && `${layer.id} ${key}`)} /> : null}
          </div>
        );
      })}
      <Sides layers={layers} entries={entries} change={() => { set(sidesChanged(entries)); store.say(t("The sides are changed.")); }} />
    </Group>
  );
}

/** What a layer draws that has features to choose from. */
const OF_FEATURES = new Set(["", "geojson", "choropleth", "circles", "heat", "clusters", "flows"]);

/** The whole state of a layer that is on. */
function State({ layer, state, change }: { layer: Listed; state: Fields; change(state: Fields, key?: string): void }): JSX.Element {
  const { store } = app(), own = percentOf(layer.fields.opacity), percent = percentOf(state.opacity, own), editable = store.mayEdit.value;
  const chooses = OF_FEATURES.has(String(layer.fields.kind ?? "")) || present(state.filter) || present(state.when);

  function strength(now: number): void {
    const { opacity: _, ...rest } = state;
    change(now === own ? rest : { ...rest, opacity: shareOf(now) }, "opacity");
  }

  return (
    <div class="shown-how" role="group" aria-label={layer.title}>
      <Share label={t("Opacity")} numberLabel={t("Opacity in percent")} percent={percent} disabled={!editable} onInput={strength} />
      <Select label={t("Compare")} value={String(state.compare ?? "")} disabled={!editable} onChange={(compare) => change({ ...state, compare })}
        options={[{ value: "", label: t("shown everywhere") }, { value: "swipe", label: t("beside a divider") }, { value: "glass", label: t("inside a spy-glass") }]} />
      {chooses ? (
        <div class="shown-part">
          <WhenInput label={t("Only what is there at this time")} help={t("Such as 1968, or 1972/1975. Without it, the chapter’s part of the timeline.")} value={String(state.when ?? "")}
            onInput={(when) => change({ ...state, when }, "when")} onDone={(when) => change({ ...state, when }, "when")} />
          <Conditions layer={layer.id} filter={state.filter ?? null} change={(filter, key) => change({ ...state, filter }, key)} />
        </div>
      ) : null}
    </div>
  );
}

/** Which layer is on which side of the divider, where there are two. */
function Sides({ layers, entries, change }: { layers: readonly Listed[]; entries: readonly Value[]; change(): void }): JSX.Element | null {
  const [left, ...right] = beside(entries).map((id) => layers.find((layer) => layer.id === id)?.title ?? id);
  if (left === undefined || right.length === 0) return null;
  return (
    <div class="row sides">
      <p class="help">{t("Left of the divider: {left}. Right of it: {right}.", { left, right: right.join(", ") })}</p>
      {app().store.mayEdit.value ? <Button look="quiet" onClick={change}>{t("Change the sides")}</Button> : null}
    </div>
  );
}
