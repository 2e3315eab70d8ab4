/** The second step: what each column is, with the guess and why, and the first rows as they would come in. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { Select } from "../../form/controls.tsx";
import { fieldsFor, type ImportKind, type Mapping, type Plan, type Table } from "../../import/table.ts";
import { t } from "../../words.ts";
import { fieldName } from "../history/names.ts";

const PREVIEW = 5;

export interface ColumnsProps {
  table: Table;
  kind: ImportKind;
  mapping: Mapping;
  guesses: NonNullable<Plan["guesses"]>;
  busy: boolean;
  turn(kind: ImportKind): void;
  change(mapping: Mapping): void;
}

export function Columns({ table, kind, mapping, guesses, busy, turn, change }: ColumnsProps): JSX.Element {
  const languages = app().store.languages.value, fields = fieldsFor(kind, languages);
  const options = (column: string) => [
    { value: "", label: t("leave it out") },
    ...fields.map((field) => ({ value: field, label: importName(field) })),
    ...(fields.includes(column) || column === "" ? [] : [{ value: column, label: t("a column of its own") }]),
  ];
  const why = (column: string) => {
    const guess = guesses.find((one) => one.column === column && one.field === (mapping[column] ?? ""));
    return guess ? (guess.field === column.trim().toLowerCase() ? t("by its heading") : guess.why) : undefined;
  };
  return (
    <section aria-label={t("Columns")}>
      <h3>{t("What is what")}</h3>
      <Select label={t("Each row is")} value={kind} onChange={(value) => turn(value as ImportKind)} options={[{ value: "event", label: t("an event") }, { value: "site", label: t("a place") }]} />
      <div class="scroll" tabIndex={0} role="region" aria-label={t("Columns and first rows")} aria-busy={busy}>
        <table class="import-table">
          <thead>
            <tr>{table.header.map((column, index) => <th key={index} scope="col" dir="auto">{column || t("Column {n}", { n: index + 1 })}</th>)}</tr>
            <tr>
              {table.header.map((column, index) => (
                <td key={index}>
                  <Select label={t("{column} is", { column: column || t("Column {n}", { n: index + 1 }) })} value={mapping[column] ?? ""} options={options(column)}
                    help={why(column)}
                    onChange={(field) => change(withField(mapping, column, field))} />
                </td>
              ))}
            </tr>
          </thead>
          <tbody>{table.rows.slice(0, PREVIEW).map((row, index) => <tr key={index}>{table.header.map((column, at) => <td key={at} dir="auto" data-out={mapping[column] ? undefined : true}>{row[at]}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {table.rows.length > PREVIEW ? <p class="help">{t("and {n} more rows", { n: table.rows.length - PREVIEW })}</p> : null}
    </section>
  );
}

/** A field holds one column: giving it to another takes it from the first. */
function withField(mapping: Mapping, column: string, field: string): Mapping {
  const rest = Object.fromEntries(Object.entries(mapping).map(([one, taken]) => [one, taken === field ? "" : taken]));
  return { ...rest, [column]: field };
}

/** What a field is called here; some become others on the way in. */
function importName(field: string): string {
  const words: Record<string, string> = {
    id: t("Id"), site: t("Id of a place"), place: t("Name of the place"), coordinates: t("Coordinates in one cell"),
    start: t("Begin"), end: t("End"), year: t("Year"), month: t("Month"), day: t("Day"),
  };
  return words[field] ?? fieldName(field);
}
