/** The sources of a record: picked from the story's list, or added by their words on the spot. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { app } from "../app.ts";
import { Combo } from "../combo/combo.tsx";
import { Group } from "../form/field.tsx";
import type { Kind } from "../store/changes.ts";
import { t } from "../words.ts";
import { choicesFor, made, NEW, wordsOf } from "./choices.tsx";
import { EntryTools } from "./tools.tsx";
import { cellOf, idsIn } from "./lists.ts";

export function SourcesField({ kind, id }: { kind: Kind; id: string }): JSX.Element {
  const { store } = app(), [words, setWords] = useState(""), [open, setOpen] = useState(false);
  const ids = idsIn(store.book.text(kind, id, "source")), known = store.book.ids("source");
  const choices = useMemo(() => (open ? choicesFor("source", words, ids) : []), [words, open, known, ids.join()]);

  function choose(key: string): void {
    const before = store.book.peek(kind, id)?.source ?? null;
    const fresh = key === NEW ? made("source", words) : null;
    const now = cellOf([...ids, fresh?.id ?? key]);
    store.change([...(fresh ? [fresh.change] : []), { op: "set", kind, id, field: "source", was: before, now }], { label: store.nameOf(kind, id) });
    setWords("");
    setOpen(false);
  }

  return (
    <Group label={t("Sources")}>
      {ids.length === 0 ? null : (
        <ul class="picked">
          {ids.map((source, at) => (
            <li key={source}>
              <span dir="auto">{wordsOf("source", source)}</span>
              {store.mayEdit.value ? <EntryTools field="source" at={at} count={ids.length} name={wordsOf("source", source)} label={t("Remove the source {name}", { name: wordsOf("source", source) })} remove={() => store.set(kind, id, "source", cellOf(ids.filter((one) => one !== source)))} /> : null}
            </li>
          ))}
        </ul>
      )}
      {store.mayEdit.value ? <Combo label={t("Add a source")} field="source" help={t("Words of a source of this story; or write a new one.")} text={words} choices={choices} floating
        status="" type={(typed) => { setWords(typed); setOpen(true); }} choose={choose} leave={() => setOpen(false)} /> : null}
    </Group>
  );
}
