/** What changed between two revisions: each field with what went and what came, told by words and marks, not by colour alone. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Button } from "../../form/buttons.tsx";
import { byRecord, nearby, type FieldChange, type Piece, type RecordChange } from "../../history/wording.ts";
import type { Change } from "../../store/changes.ts";
import { t } from "../../words.ts";
import { fieldName, kindName, recordName } from "./names.ts";

const MOST = 40;

export function Differences({ changes }: { changes: readonly Change[] }): JSX.Element {
  const records = useMemo(() => byRecord(changes), [changes]), [most, setMost] = useState(MOST);
  if (records.length === 0) return <p class="help">{t("Nothing that the editor shows differs; a file beside the story may have changed.")}</p>;
  return (
    <>
      <p class="help">{summary(records)}</p>
      <ul class="differences">{records.slice(0, most).map((record) => <Record key={`${record.kind} ${record.id} ${record.what}`} record={record} changes={changes} />)}</ul>
      {records.length > most ? <Button onClick={() => setMost(most + MOST)}>{t("Show {n} more", { n: Math.min(MOST, records.length - most) })}</Button> : null}
    </>
  );
}

function summary(records: readonly RecordChange[]): string {
  const count = (what: RecordChange["what"]) => records.filter((record) => record.what === what).length;
  return t("{added} added, {changed} changed, {removed} removed.", { added: count("added"), changed: count("changed"), removed: count("removed") });
}

function Record({ record, changes }: { record: RecordChange; changes: readonly Change[] }): JSX.Element {
  const whole = changes.find((change) => change.kind === record.kind && change.id === record.id && change.op !== "set");
  const fields = whole?.op === "add" ? whole.values : whole?.op === "remove" ? whole.was : {};
  const name = recordName(record.kind, record.id, fields);
  const words = { added: t("added"), removed: t("removed"), changed: t("changed") }[record.what];
  return (
    <li>
      <h3><span class="kind">{kindName(record.kind)}</span> <bdi>{name}</bdi> <span class="what" data-what={record.what}>{words}</span></h3>
      {record.what === "changed" ? <FieldChanges fields={record.fields} /> : <details><summary>{t("All fields")}</summary><FieldChanges fields={record.fields} /></details>}
    </li>
  );
}

/** Fields with what went and what came. */
export function FieldChanges({ fields }: { fields: readonly FieldChange[] }): JSX.Element {
  return (
    <dl class="field-changes">
      {fields.map(({ field, pieces }) => (
        <div key={field}>
          <dt>{fieldName(field)}</dt>
          <dd dir="auto" lang={field.split("@")[1]}>{nearby(pieces).map((piece, index) => <Text key={index} piece={piece} />)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Gone words are struck and said to be gone, new ones underlined and said to be new. */
function Text({ piece }: { piece: Piece }): JSX.Element {
  if (piece.what === "gone") return <del><span class="visually-hidden">{t("gone:")} </span>{piece.text}</del>;
  if (piece.what === "new") return <ins><span class="visually-hidden">{t("new:")} </span>{piece.text}</ins>;
  return <span>{piece.text}</span>;
}
