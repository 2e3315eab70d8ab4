/** Edits the place or the sources of an event: picked from the story's own, or new ones by their words. */
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Combo } from "../../combo/combo.tsx";
import { choicesFor, made, NEW, wordsOf } from "../../pick/choices.tsx";
import { cellOf, idsIn, typedIn } from "../../pick/lists.ts";
import { leave } from "../../tables/editors.tsx";
import type { EditorProps } from "../../tables/grid.tsx";
import { t } from "../../words.ts";

/** The id of the one record that has exactly these words, or the words themselves: nothing that was written is dropped. */
function idOf(kind: "site" | "source", words: string): string {
  const { book } = app().store, asked = words.trim().toLowerCase();
  if (asked === "" || book.has(kind, words.trim())) return words.trim();
  const named = book.order(kind).filter((id) => wordsOf(kind, id).toLowerCase() === asked);
  return named.length === 1 ? named[0]! : words.trim();
}

export function SiteEditor({ id, label, start, commit, cancel }: EditorProps): JSX.Element {
  const { store } = app(), known = store.book.has("site", start);
  const [text, setText] = useState(known ? wordsOf("site", start) : start), [typed, setTyped] = useState(start.length === 1 && !known);
  const left = useRef(false);
  const choices = useMemo(() => choicesFor("site", typed ? text : ""), [text, typed]);

  function done(value: string, then: Parameters<typeof commit>[1]): void {
    left.current = true;
    commit(value, then);
  }

  function choose(key: string): void {
    if (key !== NEW) return done(key, "down");
    const fresh = made("site", text), was = store.book.peek("event", id)?.site ?? null;
    store.change([fresh.change, { op: "set", kind: "event", id, field: "site", was, now: fresh.id }], { label: store.nameOf("event", id) });
    store.say(t("{name} is a new place; give it a position under Places.", { name: text.trim() }));
    done(fresh.id, "down");
  }

  return (
    <Combo label={label} quiet floating autoFocus text={text} choices={choices} first={typed && choices.length > 0 ? 0 : -1}
      status={t("{n} to choose from", { n: choices.length })} type={(now) => { setText(now); setTyped(true); }} choose={choose}
      leave={(why) => { if (why === "escape") { left.current = true; cancel(); } else if (!left.current) done(typed ? idOf("site", text) : start, "none"); }}
      press={(event) => { if (leave(event, typed ? idOf("site", text) : start, { commit: done, cancel })) left.current = true; }} />
  );
}

export function SourceEditor({ id, label, start, commit, cancel }: EditorProps): JSX.Element {
  const { store } = app(), [text, setText] = useState(start && start.length > 1 ? `${cellOf(idsIn(start))}; ` : start);
  const left = useRef(false), { before, words } = typedIn(text);
  const choices = useMemo(() => choicesFor("source", words, before), [words, before.join()]);
  const value = () => cellOf([...before, ...(words ? [idOf("source", words)] : [])]);

  function done(now: string, then: Parameters<typeof commit>[1]): void {
    left.current = true;
    commit(now, then);
  }

  function choose(key: string): void {
    if (key !== NEW) return done(cellOf([...before, key]), "down");
    const fresh = made("source", words), was = store.book.peek("event", id)?.source ?? null, now = cellOf([...before, fresh.id]);
    store.change([fresh.change, { op: "set", kind: "event", id, field: "source", was, now }], { label: store.nameOf("event", id) });
    done(now, "down");
  }

  return (
    <Combo label={label} quiet floating autoFocus text={text} choices={choices} first={words && choices.length > 0 ? 0 : -1} status={t("{n} to choose from", { n: choices.length })}
      type={setText} choose={choose} leave={(why) => { if (why === "escape") { left.current = true; cancel(); } else if (!left.current) done(value(), "none"); }}
      press={(event) => { if (leave(event, value(), { commit: done, cancel })) left.current = true; }} />
  );
}
