/** A grid like a spreadsheet (APG): one tab stop, every cell by arrow keys, only the rows in sight are drawn. */
import type { ComponentChildren, ComponentType, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../words.ts";
import { windowOf, type Sorting } from "./arrange.ts";
import { cellsOf, textOfCells } from "./cells.ts";
import { between, clamped, movedFocus, writes, type Spot } from "./keys.ts";
import { Row } from "./row.tsx";

/** The height of a row in pixels: a target for a finger. */
export const ROW = 44;

/** Where the focus goes after a cell was edited; "none" when it is elsewhere already. */
export type Then = "down" | "right" | "left" | "none";

export interface Column {
  field: string;
  head: string;
  /** The language of the texts, when they are in one. */
  lang?: string;
  /** Width in rem. */
  width: number;
  /** What edits a cell; a line of text when nothing else is said. */
  editor?: ComponentType<EditorProps>;
}

export interface EditorProps {
  id: string;
  column: Column;
  /** What the cell holds, or the character that began the editing. */
  start: string;
  label: string;
  commit(value: string, then: Then): void;
  cancel(): void;
}

export interface GridProps {
  label: string;
  columns: readonly Column[];
  ids: readonly string[];
  editable: boolean;
  sorting: Sorting | null;
  /** A cell as text; a row that reads signals here follows them. */
  cell(id: string, field: string): string;
  /** How a cell is shown, when not as its text. */
  view?(id: string, field: string): ComponentChildren;
  nameOfRow(id: string): string;
  sort(field: string): void;
  set(id: string, field: string, value: string): void;
  clear(ids: readonly string[], fields: readonly string[]): void;
  paste(cells: string[][], at: Spot): void;
  add(after: string | null): void;
  remove(ids: readonly string[]): void;
  /** The rows that buttons outside act on. */
  selected?(ids: readonly string[]): void;
  /** Put the focus on this row once it is there. */
  focusOn?: { id: string } | null;
}

export function Grid(props: GridProps): JSX.Element {
  const { columns, ids, editable } = props;
  const root = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Spot | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [view, setView] = useState({ scrolled: 0, height: 600 });
  const wantsFocus = useRef(false);
  const at = clamped(spot, { rows: ids.length, columns: columns.length });
  const range = between(anchor ?? at, at);
  const { from, to } = windowOf(view.scrolled, view.height, ROW, ids.length);

  useEffect(() => {
    const grid = root.current!;
    grid.style.setProperty("--columns", `3.5rem ${columns.map(({ width }) => `${width}rem`).join(" ")}`);
    const measure = new ResizeObserver(() => setView({ scrolled: grid.scrollTop, height: grid.clientHeight }));
    measure.observe(grid);
    return () => measure.disconnect();
  }, [columns]);

  useLayoutEffect(() => {
    if (!wantsFocus.current || editing !== null) return;
    wantsFocus.current = false;
    const cell = root.current!.querySelector<HTMLElement>("[tabindex='0']");
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  useEffect(() => {
    const row = props.focusOn ? ids.indexOf(props.focusOn.id) : -1;
    if (row >= 0) go({ row, column: 0 });
  }, [props.focusOn]);

  useEffect(() => props.selected?.(ids.slice(range.from.row, range.to.row + 1)), [range.from.row, range.to.row, ids]);

  function go(to: Spot, extend = false): void {
    setAnchor(extend ? (anchor ?? at) : null);
    setSpot(clamped(to, { rows: ids.length, columns: columns.length }));
    setEditing(null);
    wantsFocus.current = true;
  }

  function selection(): { rows: readonly string[]; fields: string[] } {
    return { rows: ids.slice(range.from.row, range.to.row + 1), fields: columns.slice(range.from.column, range.to.column + 1).map(({ field }) => field) };
  }

  function act(event: KeyboardEvent): boolean {
    const id = ids[at.row], far = event.ctrlKey || event.metaKey;
    if (at.row < 0) {
      if (event.key === "Enter" || event.key === " ") props.sort(columns[at.column]!.field);
      return event.key === "Enter" || event.key === " ";
    }
    if (!editable) return false;
    if (far && event.key === "Enter") props.add(id ?? null);
    else if (far && (event.key === "Delete" || event.key === "Backspace")) props.remove(selection().rows);
    else if (event.key === "Delete" || event.key === "Backspace") props.clear(selection().rows, selection().fields);
    else if ((event.key === "Enter" || event.key === "F2") && id) setEditing(props.cell(id, columns[at.column]!.field));
    else if (writes(event) && id) setEditing(event.key);
    else return false;
    return true;
  }

  function press(event: KeyboardEvent): void {
    if (editing !== null) return;
    const page = Math.max(1, Math.floor(view.height / ROW) - 2);
    const to = movedFocus(event, at, { rows: ids.length, columns: columns.length, page });
    if (to) go(to, event.shiftKey && at.row >= 0 && to.row >= 0);
    else if (!act(event)) return;
    event.preventDefault();
  }

  function copy(event: ClipboardEvent): void {
    if (editing !== null || at.row < 0) return;
    const { rows, fields } = selection();
    event.clipboardData?.setData("text/plain", textOfCells(rows.map((id) => fields.map((field) => props.cell(id, field)))));
    event.preventDefault();
  }

  function paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (editing !== null || !editable || text === "") return;
    event.preventDefault();
    props.paste(cellsOf(text), { row: Math.max(0, at.row), column: at.column });
  }

  function commit(id: string, field: string, value: string, then: Then): void {
    props.set(id, field, value);
    if (then === "none") return setEditing(null);
    const step = ({ down: [1, 0], right: [0, 1], left: [0, -1] } as const)[then];
    go({ row: at.row + step[0], column: at.column + step[1] });
  }

  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  if (at.row >= 0 && (at.row < from || at.row >= to)) drawn.push(at.row); // the focus is never drawn away
  return (
    <div ref={root} class="sheet" role="grid" aria-label={props.label} aria-rowcount={ids.length + 1} aria-colcount={columns.length + 1} aria-multiselectable={true} aria-readonly={!editable}
      onKeyDown={press} onCopy={copy} onPaste={paste} onScroll={() => setView({ scrolled: root.current!.scrollTop, height: root.current!.clientHeight })}>
      <div role="rowgroup" class="sheet-heads">
        <div role="row" class="sheet-row" aria-rowindex={1}>
          <div role="columnheader" class="sheet-number" aria-colindex={1}>{t("Row")}</div>
          {columns.map((column, index) => (
            <Head key={column.field} column={column} index={index} sorting={props.sorting} active={at.row === -1 && at.column === index}
              press={() => { go({ row: -1, column: index }); props.sort(column.field); }} />
          ))}
        </div>
      </div>
      <div role="rowgroup" class="sheet-body" ref={(body) => { if (body) body.style.height = `${ids.length * ROW}px`; }}>
        {drawn.map((row) => {
          const id = ids[row]!;
          return (
            <Row key={id} id={id} row={row} columns={columns} name={props.nameOfRow} cell={props.cell} view={props.view} editable={editable}
              active={at.row === row ? at.column : null} editing={at.row === row ? editing : null}
              selected={anchor && row >= range.from.row && row <= range.to.row ? [range.from.column, range.to.column] : null}
              focus={(column, extend) => go({ row, column }, extend)} edit={() => { if (editable) setEditing(props.cell(id, columns[at.column]!.field)); }}
              commit={(field, value, then) => commit(id, field, value, then)} cancel={() => go(at)} />
          );
        })}
      </div>
    </div>
  );
}

function Head({ column, index, sorting, active, press }: { column: Column; index: number; sorting: Sorting | null; active: boolean; press(): void }): JSX.Element {
  const sorted = sorting?.column === column.field;
  return (
    <div role="columnheader" aria-colindex={index + 2} aria-sort={sorted ? (sorting.down ? "descending" : "ascending") : "none"}
      tabIndex={active ? 0 : -1} class="sheet-head" onClick={press} title={t("Sort by {column}", { column: column.head })}>
      <span>{column.head}</span>
      <span aria-hidden="true" class="sheet-arrow">{sorted ? (sorting.down ? "▼" : "▲") : ""}</span>
    </div>
  );
}
