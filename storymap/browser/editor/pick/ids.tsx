/** Records picked into a list: found by their words, taken out again, moved up and down where the order counts. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { app } from "../app.ts";
import { Combo, type Choice } from "../combo/combo.tsx";
import { Group } from "../form/field.tsx";
import { folded } from "../tables/arrange.ts";
import { t } from "../words.ts";
import { EntryTools } from "./tools.tsx";

const MOST = 50;

/** The words by which people know a record; an event's date belongs to them. */
export function nameWith(kind: "site" | "event", id: string): string {
  const { book } = app().store, name = book.text(kind, id, kind === "site" ? "name" : "title") || id;
  const when = kind === "event" ? book.text("event", id, "when") : "";
  return when ? `${name} (${when})` : name;
}

function found(kind: "site" | "event", words: string, without: readonly string[]): Choice[] {
  const asked = folded(words).split(/\s+/).filter(Boolean), left = new Set(without), choices: Choice[] = [];
  for (const id of app().store.book.ids(kind)) {
    if (left.has(id)) continue;
    const name = nameWith(kind, id), text = folded(`${id} ${name}`);
    if (asked.every((word) => text.includes(word))) choices.push({ key: id, view: <span class="choice-main"><span dir="auto">{name}</span></span> });
    if (choices.length === MOST) break;
  }
  return choices;
}

export function IdsField({ kind, ids, label, add, help, field, ordered, change }: {
  kind: "site" | "event"; ids: readonly string[]; label: string; add: string; help?: string; field: string; ordered?: boolean; change(ids: string[]): void;
}): JSX.Element {
  const { store } = app(), [words, setWords] = useState(""), [open, setOpen] = useState(false), known = store.book.ids(kind);
  const choices = useMemo(() => (open ? found(kind, words, ordered ? [] : ids) : []), [words, open, known, ids.join()]);
  const editable = store.mayEdit.value;

  function move(at: number, by: number): void {
    const now = [...ids], id = ids[at]!;
    [now[at], now[at + by]] = [now[at + by]!, id];
    change(now);
    store.say(t("{name} is now number {n}.", { name: nameWith(kind, id), n: at + 1 + by }));
  }

  return (
    <Group label={label} help={help}>
      {ids.length === 0 ? null : (
        <ul class="picked">
          {ids.map((id, at) => (
            <li key={`${id} ${at}`}>
              <span dir="auto" class={store.book.has(kind, id) ? undefined : "unknown-ref"}>{nameWith(kind, id)}</span>
              {editable ? <EntryTools field={field} at={at} count={ids.length} name={nameWith(kind, id)} move={ordered ? (by) => move(at, by) : undefined} remove={() => change(ids.filter((_, other) => other !== at))} /> : null}
            </li>
          ))}
        </ul>
      )}
      {editable ? <Combo label={add} field={field} text={words} choices={choices} floating status={open && words ? t("{n} to choose from", { n: choices.length }) : ""}
        type={(typed) => { setWords(typed); setOpen(true); }} choose={(id) => { change([...ids, id]); setWords(""); setOpen(false); store.say(t("{name} is added.", { name: nameWith(kind, id) })); }}
        leave={() => setOpen(false)} press={(event) => { if (event.key === "ArrowDown" && !open) { setOpen(true); event.preventDefault(); } }} /> : null}
    </Group>
  );
}
