/** The tables of a set in the list that is equal to the map: by place as chosen, and what is on the map now. */
import { element } from "../page.ts";
import { button, tableOf } from "./pages.ts";
import type { SetView } from "./view.ts";

/** Put the tables of a set into its article. */
export function addTables(article: HTMLElement, view: SetView): void {
  const { t, figure } = view.words;
  if (view.summary.places.length > 0) {
    article.append(folded(t("By place, as chosen"), async () => {
      const found = await view.places.counts(view.choice);
      return tableOf(`${view.set.title}: ${t("Place")}`, [t("Place"), t("Events")], found.length, (row) => [view.placeName(found[row]!.id), figure(found[row]!.count)], t);
    }));
  }
  article.append(folded(t("On the map now"), async () => {
    const { spots, rows } = view.inView();
    const label = `${view.set.title}: ${t("On the map now")}`;
    if (rows.length > 0) {
      return tableOf(label, [t("When"), t("Category"), ...view.summary.tiles.rows.slice(6)], rows.length, (row) => {
        const [holder, at] = rows[row]!;
        return [holder.date(at) || t("no date"), view.summary.categories[holder.categories[at]!]!.id, ...holder.attributes(at, figure)];
      }, t);
    }
    return tableOf(label, [t("Square"), t("Events")], spots.length, (row) => [
      button(view.nameOf(spots[row]!), () => view.openSpot(spots[row]!)), figure(spots[row]!.count),
    ], t);
  }));
}

/** A folded part that is made anew whenever it opens. */
function folded(words: string, make: () => Promise<HTMLElement>): HTMLDetailsElement {
  const made = element("details"), place = element("div");
  made.append(element("summary", "", words), place);
  made.addEventListener("toggle", () => { if (made.open) void make().then((table) => place.replaceChildren(table)); });
  return made;
}
