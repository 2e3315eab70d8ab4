/** Two values of one field: one's own, theirs, or a text written of both. */
import type { JSX } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { app } from "../app.ts";
import { Button } from "../form/buttons.tsx";
import { TextArea } from "../form/controls.tsx";
import { sides } from "../history/together.ts";
import { nearby, shown, type Piece } from "../history/wording.ts";
import type { Value } from "../store/changes.ts";
import { t } from "../words.ts";
import { fieldName, recordName } from "../views/history/names.ts";
import { Heading } from "./heading.tsx";
import { isText, type Answer, type FieldQuestion } from "./questions.ts";

interface Asked<Of> { question: Of; by: string; decide(answer: Answer): void }
export type { Asked };

export function FieldAsked({ question, by, decide }: Asked<FieldQuestion>): JSX.Element {
  const { kind, id, field, mine, theirs, was } = question, lang = field.split("@")[1];
  const [writing, setWriting] = useState(draftOf(question) !== null);
  const both = useMemo(() => sides(words(question, mine), words(question, theirs)), [mine, theirs]);
  return (
    <>
      <Heading kind={kind} name={recordName(kind, id, {})} field={fieldName(field)}>
        {t("You and {name} changed this at the same time. What should the story say? Undo and the history keep what you don’t choose.", { name: by })}
      </Heading>
      <div class="conflict-sides">
        <Side name={t("Your version")} pieces={both.mine} lang={lang}><Button onClick={() => decide("mine")}>{t("Keep mine")}</Button></Side>
        <Side name={t("From {name}", { name: by })} pieces={both.theirs} lang={lang}><Button onClick={() => decide("theirs")}>{t("Keep theirs")}</Button></Side>
      </div>
      {isText(question) && app().store.mayEdit.value ? writing ? <Writing question={question} lang={lang} take={(text) => decide({ text })} leave={() => setWriting(false)} />
        : <p><Button onClick={() => setWriting(true)}>{t("Write it from both")}</Button></p> : null}
      <details><summary>{t("What it said before both")}</summary><p class="conflict-text" dir="auto" lang={lang}>{words(question, was) || t("Nothing")}</p></details>
    </>
  );
}

/** A value as people read it: chapters by their titles. */
function words({ kind, field }: FieldQuestion, value: Value): string {
  if (kind !== "story" || field !== "chapters" || !Array.isArray(value)) return shown(value);
  return value.map((id, index) => `${index + 1}. ${app().store.nameOf("chapter", String(id))}`).join("\n");
}

function Side({ name, pieces, lang, children }: { name: string; pieces: readonly Piece[]; lang: string | undefined; children: JSX.Element }): JSX.Element {
  const id = useId(), empty = pieces.every(({ text }) => text === "");
  return (
    <section class="conflict-side" aria-labelledby={id}>
      <h4 id={id}>{name}</h4>
      <p class="conflict-text" dir="auto" lang={lang} tabIndex={0} role="group" aria-labelledby={id}>
        {empty ? <em class="quiet-text">{t("Nothing")}</em> : nearby(pieces, 3).map((piece, index) => <Text key={index} piece={piece} />)}
      </p>
      {children}
    </section>
  );
}

/** What only this version says is underlined, and said to be so. */
function Text({ piece }: { piece: Piece }): JSX.Element {
  if (piece.what === "same" || piece.text.trim() === "") return <span>{piece.text}</span>;
  return <ins><span class="visually-hidden">{t("only here:")} </span>{piece.text}</ins>;
}

function Writing({ question, lang, take, leave }: { question: FieldQuestion; lang: string | undefined; take(text: string): void; leave(): void }): JSX.Element {
  const [text, setText] = useState(draftOf(question) ?? question.both ?? shown(question.mine)), element = useRef<HTMLTextAreaElement>(null);
  useEffect(() => element.current?.focus(), []);
  const write = (now: string | undefined) => keepDraft(question, now);
  return (
    <div class="conflict-writing">
      <TextArea label={t("Your text of both")} help={t("It is kept in this browser while you write.")} lang={lang} rows={question.both === null ? 3 : 10} value={text} element={element}
        onInput={(now) => { setText(now); write(now); }} />
      <div class="row"><Button look="main" onClick={() => take(text)}>{t("Take this text")}</Button><Button onClick={() => { write(undefined); leave(); }}>{t("Back to the two versions")}</Button></div>
    </div>
  );
}

function draftOf({ conflicts }: FieldQuestion): string | null {
  return conflicts[0]?.draft ?? null;
}

/** What is being written survives a reload, too. */
function keepDraft({ kind, id, field }: FieldQuestion, draft: string | undefined): void {
  const { store, saver } = app();
  let found = false;
  store.conflicts.value = store.conflicts.peek().map((one) => {
    const { change, draft: _, ...rest } = one;
    if (found || change.op !== "set" || change.kind !== kind || change.id !== id || change.field !== field) return one;
    found = true;
    return draft === undefined ? { ...rest, change } : { ...rest, change, draft };
  });
  void saver.settle();
}
