/** Position, radius and certainty of a place, and its further fields, those of the author's own columns included. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { BoundSelect, BoundText } from "../../form/bound.tsx";
import { TextInput } from "../../form/controls.tsx";
import { numberIn } from "../../places/candidates.ts";
import { certainties } from "../../tables/certainty.ts";
import { t } from "../../words.ts";

/** The columns that the form shows by name; every other one is the author's own. */
const KNOWN = /^(name|note|lat|lon|precision_km|certainty|kind|country|gazetteer_id|source|geometry)(@|$)/;

function NumberField({ id, field, label, help, least, most }: { id: string; field: string; label: string; help?: string; least: number; most: number }): JSX.Element {
  const { store } = app(), value = store.book.text("site", id, field), number = numberIn(value);
  const wrong = value !== "" && (number === null || number < least || number > most);
  return <TextInput label={label} help={help} field={field} inputMode="decimal" value={value} readOnly={!store.mayEdit.value}
    error={wrong ? t("A number from {least} to {most} is needed here.", { least, most }) : null} onInput={(now) => store.set("site", id, field, now.trim(), true)} />;
}

export function PositionFields({ id }: { id: string }): JSX.Element {
  return (
    <>
      <div class="side-by-side">
        <NumberField id={id} field="lat" label={t("Latitude")} least={-90} most={90} />
        <NumberField id={id} field="lon" label={t("Longitude")} least={-180} most={180} />
      </div>
      <div class="side-by-side">
        <NumberField id={id} field="precision_km" label={t("Known to within (km)")} help={t("Empty when the point is exact.")} least={0} most={20000} />
        <BoundSelect kind="site" id={id} field="certainty" label={t("Certainty")} help={t("Whether this is the place at all.")} options={certainties().map(([value, label]) => ({ value, label }))} />
      </div>
    </>
  );
}

export function MoreFields({ id }: { id: string }): JSX.Element {
  const { store } = app(), own = ownColumns();
  return (
    <>
      <div class="side-by-side">
        <BoundText kind="site" id={id} field="kind" label={t("Kind")} help={t("What it is: city, bridge, camp …")} />
        <BoundText kind="site" id={id} field="country" label={t("Country")} help={t("Two letters, such as VN.")} />
      </div>
      {store.book.text("site", id, "gazetteer_id") ? <BoundText kind="site" id={id} field="gazetteer_id" label={t("Entry in the gazetteer")} /> : null}
      {own.map((field) => <BoundText key={field} kind="site" id={id} field={field} label={field} />)}
    </>
  );
}

/** Columns of sites.csv that only this story has. */
function ownColumns(): string[] {
  const { book } = app().store;
  return [...new Set(book.ids("site").flatMap((id) => Object.keys(book.peek("site", id) ?? {}).filter((field) => !KNOWN.test(field))))];
}
