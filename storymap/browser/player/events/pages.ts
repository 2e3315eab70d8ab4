/** Long lists a page at a time, with buttons that say where one is. */
import { element } from "../page.ts";
import type { Translate } from "../strings.ts";

const PAGE = 20;

/** A button with words. */
export function button(words: string, act: () => void): HTMLButtonElement {
  const made = element("button", "", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Fill `target` with the entries of a page; where all fit, there are no buttons. */
export function paged(target: HTMLElement, count: number, fill: (from: number, to: number) => Node[], t: Translate): HTMLElement {
  const whole = element("div", "paged");
  const where = element("span", "page-where");
  where.setAttribute("role", "status");
  let page = 0;
  const show = () => {
    const from = page * PAGE, to = Math.min(count, from + PAGE);
    target.replaceChildren(...fill(from, to));
    where.textContent = t("{from} to {to} of {n}", { from: from + 1, to, n: count });
    before.ariaDisabled = String(page === 0);
    after.ariaDisabled = String(to === count);
  };
  const turn = (by: number) => { page = Math.max(0, Math.min(Math.ceil(count / PAGE) - 1, page + by)); show(); };
  const before = button(t("Earlier page"), () => turn(-1)), after = button(t("Later page"), () => turn(1));
  show();
  whole.append(target);
  if (count > PAGE) {
    const tools = element("p", "page-tools");
    tools.append(before, where, after);
    whole.append(tools);
  }
  return whole;
}

/** A table whose rows come by pages; the first cell of each row is its head, and may be a button. */
export function tableOf(label: string, columns: string[], rows: number, cells: (row: number) => (string | Node)[], t: Translate): HTMLElement {
  const table = element("table"), head = element("thead"), body = element("tbody"), names = element("tr");
  names.append(...columns.map((name) => {
    const cell = element("th", "", name);
    cell.scope = "col";
    return cell;
  }));
  head.append(names);
  table.append(head);
  const around = element("div", "table");
  around.tabIndex = 0;
  around.setAttribute("role", "region");
  around.ariaLabel = label;
  const whole = paged(body, rows, (from, to) => Array.from({ length: to - from }, (_, at) => {
    const row = element("tr");
    cells(from + at).forEach((content, place) => {
      const cell = element(place ? "td" : "th");
      if (!place) (cell as HTMLTableCellElement).scope = "row";
      cell.dir = "auto";
      cell.append(content);
      row.append(cell);
    });
    return row;
  }), t);
  table.append(body);
  around.append(table);
  whole.prepend(around);
  return whole;
}
