/** Which features of a layer a chapter shows. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Select, TextArea, TextInput } from "../../form/controls.tsx";
import { Group } from "../../form/field.tsx";
import { EntryTools } from "../../pick/tools.tsx";
import { focusSoon } from "../../shell/keys.ts";
import type { Value } from "../../store/changes.ts";
import { t } from "../../words.ts";
import { conditionsNow, EMPTY, filterOf, isNumber, type Condition } from "./filter.ts";

export function Conditions({ layer, filter, change }: { layer: string; filter: Value; change(filter: Value, key?: string): void }): JSX.Element {
  const [typed, setTyped] = useState<readonly Condition[]>([]), rows = conditionsNow(typed, filter), field = `filter-${layer}`, editable = app().store.mayEdit.value;

  function set(now: readonly Condition[], key = ""): void {
    setTyped(now);
    change(filterOf(now), key);
  }

  function add(): void {
    set([...rows, EMPTY]);
    focusSoon(`[data-condition="${field} ${rows.length}"] input`);
  }

  return (
    <Group label={t("Only some of its features")} help={rows.length === 0 ? t("Without a condition, all are shown.") : t("Those are shown that meet every condition.")}>
      {rows.map((row, at) => (
        <div key={at} data-condition={`${field} ${at}`}>
          <Row row={row} at={at} put={(now, key) => set(rows.map((one, other) => (other === at ? { ...one, ...now } : one)), key && `filter ${at} ${key}`)} />
          {editable ? <EntryTools field={field} at={at} count={rows.length} name={t("Condition {n}", { n: at + 1 })} remove={() => set(rows.filter((_, other) => other !== at))} /> : null}
        </div>
      ))}
      {editable ? <p><button type="button" class="button quiet" data-field={field} onClick={add}>{t("Add a condition")}</button></p> : null}
    </Group>
  );
}

function Row({ row, at, put }: { row: Condition; at: number; put(now: Partial<Condition>, key?: string): void }): JSX.Element {
  const readOnly = !app().store.mayEdit.value, wrong = (text: string) => (text.trim() && !isNumber(text) ? t("A number is needed here.") : null);
  return (
    <Group label={t("Condition {n}", { n: at + 1 })}>
      <TextInput label={t("Property")} help={t("As the layer’s data names it.")} value={row.property} readOnly={readOnly} onInput={(property) => put({ property }, "property")} />
      <Select label={t("What it must be")} value={row.kind} disabled={readOnly} onChange={(kind) => put({ kind: kind as Condition["kind"] })}
        options={[{ value: "values", label: t("one of some values") }, { value: "range", label: t("a number in a range") }]} />
      {row.kind === "values" ? <TextArea label={t("Values, one a line")} rows={2} value={row.values} readOnly={readOnly} onInput={(values) => put({ values }, "values")} /> : (
        <div class="months">
          <TextInput label={t("At least")} inputMode="decimal" value={row.from} error={wrong(row.from)} readOnly={readOnly} onInput={(from) => put({ from }, "from")} />
          <TextInput label={t("At most")} inputMode="decimal" value={row.to} error={wrong(row.to)} readOnly={readOnly} onInput={(to) => put({ to }, "to")} />
        </div>
      )}
    </Group>
  );
}
