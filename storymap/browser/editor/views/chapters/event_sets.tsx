/** Which event sets a chapter shows, and what part of each: a time, and categories. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { Checkbox, TextInput } from "../../form/controls.tsx";
import { Group } from "../../form/field.tsx";
import type { Fields } from "../../store/changes.ts";
import { t } from "../../words.ts";
import { entriesOf, isLater, isMonth, listed, stateOf, withState, type Listed } from "./states.ts";
import { listOf } from "./values.ts";

export function ChapterEventSets({ id }: { id: string }): JSX.Element | null {
  const { store } = app(), sets = listed(store.book.record("story", "")?.event_sets, store.languages.value[0]!), entries = entriesOf(store.book.record("chapter", id)?.event_sets);
  if (sets.length === 0) return null;

  function set(one: string, state: Fields | null, key = ""): void {
    store.setAll("chapter", id, { event_sets: withState(entries, one, state) }, { group: key && `chapter ${id} event_sets ${one} ${key}` });
  }

  return (
    <Group label={t("Event sets")} help={t("Large tables of events, drawn as one picture.")}>
      {sets.map((one, at) => {
        const state = stateOf(entries, one.id);
        return (
          <div class="shown-state" key={one.id}>
            <Checkbox field={at === 0 ? "event_sets" : undefined} label={one.title} checked={state !== null} disabled={!store.mayEdit.value} onChange={(checked) => set(one.id, checked ? {} : null)} />
            {state ? <State set={one} state={state} change={(now, key) => set(one.id, now, key)} /> : null}
          </div>
        );
      })}
    </Group>
  );
}

function State({ set, state, change }: { set: Listed; state: Fields; change(state: Fields, key?: string): void }): JSX.Element {
  const { store } = app(), cut = store.eventSets.value.find(({ id }) => id === set.id), from = String(state.from ?? ""), to = String(state.to ?? "");
  const wrong = (text: string) => (text.trim() && !isMonth(text) ? t("Write a year or a month, such as 1968 or 1968-02.") : null);
  const span = cut?.first && cut.last ? t("Without them, all of it: {first} to {last}.", { first: cut.first, last: cut.last }) : t("Without them, all of it.");
  const month = (key: "from" | "to") => (text: string) => change({ ...state, [key]: text }, key);
  return (
    <div class="shown-how" role="group" aria-label={set.title}>
      <div class="months">
        <TextInput label={t("From the month")} value={from} error={wrong(from) ?? (isLater(from, to) ? t("This is later than the end.") : null)} readOnly={!store.mayEdit.value} onInput={month("from")} />
        <TextInput label={t("To the month")} value={to} error={wrong(to)} readOnly={!store.mayEdit.value} onInput={month("to")} />
      </div>
      <p class="help">{t("Years or months, such as 1968 or 1968-02.")} {span}</p>
      <Categories known={cut?.categories ?? []} chosen={Array.isArray(state.categories) ? state.categories.map(String) : listOf(state.categories)} change={(categories) => change({ ...state, categories })} />
    </div>
  );
}

/** The categories that the set's tiles hold, and those that the chapter names. */
function Categories({ known, chosen, change }: { known: readonly string[]; chosen: readonly string[]; change(categories: string[]): void }): JSX.Element {
  const all = [...known, ...chosen.filter((one) => !known.includes(one))];
  if (all.length === 0) return <p class="help">{t("Its categories can be chosen when its tiles are made, with the command storymap tiles.")}</p>;
  return (
    <Group label={t("Categories")} help={chosen.length === 0 ? t("None is chosen: all are shown.") : t("Only those that are chosen are shown.")}>
      <div class="checks">{all.map((one) => (
        <Checkbox key={one} label={one} checked={chosen.includes(one)} disabled={!app().store.mayEdit.value} onChange={(on) => change(on ? all.filter((each) => each === one || chosen.includes(each)) : chosen.filter((each) => each !== one))} />
      ))}</div>
    </Group>
  );
}
