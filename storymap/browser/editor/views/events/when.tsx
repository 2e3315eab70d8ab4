/** Edits a date: what is written is shown in words, and "c. 1968" is offered as the EDTF that says so. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Combo } from "../../combo/combo.tsx";
import { leave } from "../../tables/editors.tsx";
import type { EditorProps } from "../../tables/grid.tsx";
import { spoken, t } from "../../words.ts";
import { readDate, type Reading } from "./dates.ts";

const PAUSE = 150;

export function WhenEditor({ label, start, commit, cancel }: EditorProps): JSX.Element {
  const [text, setText] = useState(start), [read, setRead] = useState<{ text: string; reading: Reading | null } | null>(null);
  const left = useRef(false);
  useEffect(() => {
    const asked = new AbortController();
    const timer = window.setTimeout(() => void readDate(text.trim(), spoken(), asked.signal).then((reading) => { if (!asked.signal.aborted) setRead({ text, reading }); }), PAUSE);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [text]);
  const reading = read?.text === text ? read.reading : null; // what "196" means must not be taken for "1967"
  const choices = useMemo(() => (reading?.choices ?? []).map(({ edtf, words }) => ({
    key: edtf, view: <span class="choice-main"><strong>{words}</strong><span class="choice-more">{edtf}</span></span>,
  })), [reading]);

  function done(value: string, then: Parameters<typeof commit>[1]): void {
    left.current = true;
    commit(value.trim(), then);
  }

  /** A text that can be read in one way only is saved as that. */
  const meant = reading?.valid && reading.edtf ? reading.edtf : text;
  return (
    <Combo label={label} quiet floating autoFocus text={text} choices={choices} first={choices.length === 1 ? 0 : -1} status={statusOf(text, reading)}
      help={reading && !reading.valid ? <span class="visually-hidden">{reading.hint}</span> : undefined} type={setText}
      choose={(edtf) => done(edtf, "down")} leave={(why) => { if (why === "escape") { left.current = true; cancel(); } else if (!left.current) done(meant, "none"); }}
      press={(event) => { if (leave(event, meant, { commit: done, cancel })) left.current = true; }} />
  );
}

function statusOf(text: string, reading: Reading | null): string {
  if (!reading || text.trim() === "") return "";
  if (reading.valid) return t("This means: {words}", { words: reading.words });
  return reading.hint || t("This is no date that can be read.");
}
