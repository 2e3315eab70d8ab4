/** Which features of a layer a chapter shows, as rows of a form: each says what a property must be. */
import type { Value } from "../../store/changes.ts";

export interface Condition {
  property: string;
  kind: "values" | "range";
  /** One a line. */
  values: string;
  from: string;
  to: string;
}

export const EMPTY: Condition = { property: "", kind: "values", values: "", from: "", to: "" };

/** The rows of a filter as story.yaml writes it: by property a value, a list of values, or a map with `from` and `to`. */
export function conditionsOf(filter: Value): Condition[] {
  if (typeof filter !== "object" || filter === null || Array.isArray(filter)) return [];
  return Object.entries(filter).map(([property, what]) => {
    if (Array.isArray(what)) return { ...EMPTY, property, values: what.map(String).join("\n") };
    if (typeof what === "object" && what !== null) return { ...EMPTY, property, kind: "range", from: String(what.from ?? ""), to: String(what.to ?? "") };
    return { ...EMPTY, property, values: String(what ?? "") };
  });
}

/** The filter that rows say; null when none of them says anything yet. */
export function filterOf(rows: readonly Condition[]): { [property: string]: Value } | null {
  const said = rows.flatMap((row): [string, Value][] => {
    const what = row.kind === "range" ? range(row) : lines(row.values);
    return row.property.trim() && what ? [[row.property.trim(), what]] : [];
  });
  return said.length > 0 ? Object.fromEntries(said) : null;
}

/** What a form shows: what was typed as long as it says what the file says, and else the file. */
export function conditionsNow(typed: readonly Condition[], filter: Value): readonly Condition[] {
  const alike = (one: Value, other: Value) => JSON.stringify(conditionsOf(one)) === JSON.stringify(conditionsOf(other));
  return alike(filterOf(typed), filter) ? typed : conditionsOf(filter);
}

export function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text.replace(",", ".")));
}

function lines(text: string): string[] | null {
  const found = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return found.length > 0 ? found : null;
}

function range({ from, to }: Condition): { [end: string]: string } | null {
  const ends = Object.entries({ from, to }).filter(([, text]) => isNumber(text)).map(([end, text]) => [end, text.trim()]);
  return ends.length > 0 ? Object.fromEntries(ends) : null;
}
