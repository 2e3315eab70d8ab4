/** What the panel says of a cell, or of the rows at one spot. */
import { unproject } from "../mercator.ts";
import { element } from "../page.ts";
import type { Translate } from "../strings.ts";
import type { Chosen } from "./cells.ts";
import type { Spot } from "./drawing.ts";
import type { Months } from "./months.ts";
import { paged, tableOf } from "./pages.ts";
import type { Rows } from "./rows.ts";
import type { Summary } from "./summary.ts";

const ROUND_THE_WORLD = 40_075; // km, WGS 84
const FIXED = 6;

export interface About {
  title: string;
  summary: Summary;
  months: Months;
  chosen: Chosen;
  placeName: (id: string) => string;
  t: Translate;
  figure: (value: number) => string;
}

/** Where a spot is and how wide, from the map's numbers. */
export interface Where {
  x: number;
  y: number;
  wide: number;
}

/** A position in degrees as text. */
export function whereabouts({ x, y }: Where, t: Translate): string {
  const [lon, lat] = unproject([x - Math.floor(x), y]), text = (value: number) => Math.abs(value).toFixed(2);
  return `${text(lat)}° ${lat < 0 ? t("S") : t("N")}, ${text(lon)}° ${lon < 0 ? t("W") : t("E")}`;
}

/** The panel about a cell: how many, of which categories, in which months. */
export function aboutCell({ cells, at }: Spot, where: Where, about: About): HTMLElement[] {
  const { summary, months, chosen, t, figure } = about;
  const byMonth = new Map<number, number>(), byCategory = new Map<number, number>();
  for (let entry = cells.begins[at]!; entry < cells.begins[at + 1]!; entry++) {
    const month = cells.months[entry]!, category = cells.categories[entry]!, count = cells.counts[entry]!;
    if (!chosen.shown[category] || (!chosen.always && (month < chosen.from || month > chosen.to))) continue;
    byMonth.set(month, (byMonth.get(month) ?? 0) + count);
    byCategory.set(category, (byCategory.get(category) ?? 0) + count);
  }
  const lat = unproject([where.x, where.y])[1];
  const km = where.wide * ROUND_THE_WORLD * Math.cos((lat * Math.PI) / 180);
  const place = element("p", "", t("In a square {km} km wide around {place}.", { km: km < 10 ? km.toFixed(1) : Math.round(km), place: whereabouts(where, t) }));
  const kinds = [...byCategory].sort(([, one], [, other]) => other - one);
  const list = tableOf(t("Events by category"), [t("Category"), t("Events")], kinds.length, (row) => [summary.categories[kinds[row]![0]]!.id || t("without a category"), figure(kinds[row]![1])], t);
  const times = [...byMonth].sort(([one], [other]) => one - other);
  const folded = element("details"), words = element("summary", "", t("Events by month"));
  folded.append(words, tableOf(t("Events by month"), [t("Month"), t("Events")], times.length, (row) => {
    const [month, count] = times[row]!;
    return [month < months.count ? months.name(month) : t("month not known"), figure(count)];
  }, t));
  return [place, list, folded];
}

/** The panel about rows: each with its date, category and attributes. */
export function aboutRows(rows: [Rows, number][], where: Where, about: About): HTMLElement[] {
  const list = element("ol", "event-rows");
  const whole = paged(list, rows.length, (from, to) => rows.slice(from, to).map(([holder, at]) => item(holder, at, about)), about.t);
  return [element("p", "", whereabouts(where, about.t)), whole];
}

/** One row in names and values. */
function item(rows: Rows, at: number, about: About): HTMLElement {
  const { summary, t, figure } = about, made = element("li", "event");
  const when = element("p", "event-when");
  when.append(element("span", "when", rows.date(at) || t("no date")));
  const title = element("p", "event-title", summary.categories[rows.categories[at]!]!.id || t("without a category"));
  title.dir = "auto";
  const values = element("dl", "event-values");
  const names = summary.tiles.rows.slice(FIXED), attributes = rows.attributes(at, figure);
  names.forEach((name, column) => {
    if (attributes[column]) values.append(element("dt", "", name), element("dd", "", attributes[column]));
  });
  made.append(when, title, values);
  return made;
}
