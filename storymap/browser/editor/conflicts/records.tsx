/** Whole records in conflict: removed by one and changed by the other, or added twice under one id. */
import type { JSX } from "preact";
import { Button } from "../form/buttons.tsx";
import { pieces, shown, type FieldChange } from "../history/wording.ts";
import { present, same, type Fields } from "../store/changes.ts";
import { t } from "../words.ts";
import { FieldChanges } from "../views/history/differences.tsx";
import { fieldName, recordName } from "../views/history/names.ts";
import type { Asked } from "./field.tsx";
import { Heading } from "./heading.tsx";
import type { GoneQuestion, RemovalQuestion, TakenQuestion } from "./questions.ts";

export function GoneAsked({ question, by, decide }: Asked<GoneQuestion>): JSX.Element {
  const { kind, id, record, changes } = question;
  const fields: FieldChange[] = changes.map(({ field, was, now }) => ({ field, pieces: pieces(shown(was), shown(now)) }));
  return (
    <>
      <Heading kind={kind} name={recordName(kind, id, record ?? {})}>{t("Removed by {name} while you were changing it. These are your changes:", { name: by })}</Heading>
      <div class="differences"><FieldChanges fields={fields} /></div>
      <div class="row"><Button onClick={() => decide("mine")}>{t("Bring it back with my changes")}</Button><Button onClick={() => decide("theirs")}>{t("Leave it removed")}</Button></div>
    </>
  );
}

export function RemovalAsked({ question, by, decide }: Asked<RemovalQuestion>): JSX.Element {
  const { kind, id, was, theirs } = question;
  return (
    <>
      <Heading kind={kind} name={recordName(kind, id, was)}>{t("You removed this while {name} was changing it. These are the changes:", { name: by })}</Heading>
      <div class="differences"><FieldChanges fields={differences(was, theirs)} /></div>
      <div class="row"><Button onClick={() => decide("theirs")}>{t("Keep it with the changes")}</Button><Button look="danger" onClick={() => decide("mine")}>{t("Remove it all the same")}</Button></div>
    </>
  );
}

export function TakenAsked({ question, by, decide }: Asked<TakenQuestion>): JSX.Element {
  const { kind, id, mine, theirs } = question;
  return (
    <>
      <Heading kind={kind} name={recordName(kind, id, mine)}>{t("You and {name} both added this at the same time.", { name: by })}</Heading>
      <div class="conflict-sides">
        <Whole name={t("Your version")} fields={mine} other={theirs}><Button onClick={() => decide("mine")}>{t("Keep mine only")}</Button></Whole>
        <Whole name={t("From {name}", { name: by })} fields={theirs} other={mine}><Button onClick={() => decide("theirs")}>{t("Keep theirs only")}</Button></Whole>
      </div>
      {kind === "story" ? null : <p><Button onClick={() => decide("both")}>{t("Keep both")}</Button></p>}
    </>
  );
}

function Whole({ name, fields, other, children }: { name: string; fields: Fields; other: Fields; children: JSX.Element }): JSX.Element {
  return (
    <section class="conflict-side">
      <h4>{name}</h4>
      <dl class="field-changes">
        {Object.entries(fields).filter(([, value]) => present(value)).map(([field, value]) => (
          <div key={field}><dt>{fieldName(field)}</dt><dd dir="auto" lang={field.split("@")[1]}>{same(value, other[field]) ? shown(value) : <ins><span class="visually-hidden">{t("only here:")} </span>{shown(value)}</ins>}</dd></div>
        ))}
      </dl>
      {children}
    </section>
  );
}

function differences(was: Fields, now: Fields): FieldChange[] {
  const fields = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((field) => !same(was[field], now[field]));
  return fields.map((field) => ({ field, pieces: pieces(shown(was[field]), shown(now[field])) }));
}
