/** One line about the cell that has the focus: its whole text, a date in words, the names behind ids. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { wordsOf } from "../../pick/choices.tsx";
import { idsIn } from "../../pick/lists.ts";
import { spoken, t } from "../../words.ts";
import { readDate } from "./dates.ts";

export function AboutCell({ id, field, head }: { id: string; field: string; head: string }): JSX.Element {
  const { book } = app().store, value = book.text("event", id, field);
  const [date, setDate] = useState("");
  const dated = field === "when" || field === "when_alternative";
  useEffect(() => {
    setDate("");
    if (!dated || value === "") return;
    const asked = new AbortController();
    const timer = window.setTimeout(() => void readDate(value, spoken(), asked.signal).then((reading) => {
      if (!asked.signal.aborted) setDate(reading ? (reading.valid ? reading.words : reading.hint) : "");
    }), 150);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [dated, value]);
  let words: string | JSX.Element = value;
  if (dated) words = date ? `${value} – ${date}` : value;
  if (field === "source") words = idsIn(value).map((source) => wordsOf("source", source)).join("; ");
  if (field === "site" && value) words = book.has("site", value) ? <a href={`#places/${encodeURIComponent(value)}`}>{wordsOf("site", value)}</a> : t("There is no place “{name}”.", { name: value });
  return <p class="sheet-about"><strong>{head}</strong> <span dir="auto">{words || t("empty")}</span></p>;
}
