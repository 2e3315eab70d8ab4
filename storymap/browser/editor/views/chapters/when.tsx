/** A part of the timeline: written in any way, kept as EDTF, shown in words. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { TextInput } from "../../form/controls.tsx";
import { spoken, t } from "../../words.ts";
import { readDate, type Reading } from "../events/dates.ts";

/** The chapter's part of the timeline. */
export function WhenField({ id }: { id: string }): JSX.Element {
  const { store } = app();
  return <WhenInput label={t("Part of the timeline")} field="when" value={store.book.text("chapter", id, "when")} help={t("Such as 1968, or 1972/1975. Without it, that of the chapter’s events.")}
    onInput={(now) => store.set("chapter", id, "when", now, true)} onDone={(now) => store.set("chapter", id, "when", now)} />;
}

export function WhenInput({ label, help, field, value, onInput, onDone }: {
  label: string;
  /** What is said while there is no date. */
  help: string; field?: string; value: string; onInput(now: string): void;
  /** With the date as EDTF, when it was written in another way. */
  onDone(edtf: string): void;
}): JSX.Element {
  const [reading, setReading] = useState<Reading | null>(null);
  useEffect(() => {
    const asked = new AbortController();
    const timer = window.setTimeout(() => void readDate(value.trim(), spoken(), asked.signal).then((read) => { if (!asked.signal.aborted) setReading(read); }), 150);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [value]);
  const wrong = value.trim() !== "" && reading !== null && !reading.valid;
  return <TextInput label={label} field={field} value={value} readOnly={!app().store.mayEdit.value} onInput={onInput}
    help={value.trim() && reading?.valid ? t("This means: {words}", { words: reading.words }) : help}
    error={wrong ? reading.hint || t("This is no date that can be read.") : null}
    onDone={(now) => void readDate(now.trim(), spoken()).then((read) => { if (read?.valid && read.edtf && read.edtf !== now) onDone(read.edtf); })} />;
}
