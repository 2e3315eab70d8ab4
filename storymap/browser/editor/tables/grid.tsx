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
  /** Put the focus on this row once it is there, on the cell of `field` where one is named. */
  focusOn?: { id: string; field?: string | null } | null;
}

export function Grid(props: GridProps): JSX.Element {
  const { columns, ids, editable } = props;
  const grid = useGrid(props);
  const { at, range, view, editing } = grid;
  const { from, to } = windowOf(view.scrolled, view.height, ROW, ids.length);
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  if (at.row >= 0 && (at.row < from || at.row >= to)) drawn.push(at.row); // the focus is never drawn away
  return (
    <div ref={grid.root} class="sheet" role="grid" aria-label={props.label} aria-rowcount={ids.length + 1} aria-colcount={columns.length + 1} aria-multiselectable={true} aria-readonly={!editable}
      onKeyDown={(event) => press(grid, props, event)} onCopy={(event) => copy(grid, props, event)} onPaste={(event) => paste(grid, props, event)} onScroll={grid.measure}>
      <div role="rowgroup" class="sheet-heads">
        <div role="row" class="sheet-row" aria-rowindex={1}>
          <div role="columnheader" class="sheet-number" aria-colindex={1}>{t("Row")}</div>
          {columns.map((column, index) => (
            <Head key={column.field} column={column} index={index} sorting={props.sorting} active={at.row === -1 && at.column === index}
              press={() => { grid.go({ row: -1, column: index }); props.sort(column.field); }} />
          ))}
        </div>
      </div>
      <div role="rowgroup" class="sheet-body" ref={(body) => { if (body) body.style.height = `${ids.length * ROW}px`; }}>
        {drawn.map((row) => {
          const id = ids[row]!, inRange = grid.wide && row >= range.from.row && row <= range.to.row;
          return (
            <Row key={id} id={id} row={row} columns={columns} name={props.nameOfRow} cell={props.cell} view={props.view} editable={editable}
              active={at.row === row ? at.column : null} editing={at.row === row ? editing : null} selected={inRange ? [range.from.column, range.to.column] : null}
              focus={(column, extend) => grid.go({ row, column }, extend)} edit={() => { if (editable) grid.edit(props.cell(id, columns[at.column]!.field)); }}
              commit={(field, value, then) => commit(grid, props, id, field, value, then)} cancel={() => grid.go(at)} />
          );
        })}
      </div>
    </div>
  );
}

/** Where the focus is, what is selected, what is edited, and which rows are in sight. */
interface GridState {
  root: { current: HTMLDivElement | null };
  at: Spot;
  range: { from: Spot; to: Spot };
  /** Whether more than the focused cell is selected. */
  wide: boolean;
  editing: string | null;
  view: { scrolled: number; height: number };
  go(to: Spot, extend?: boolean): void;
  edit(start: string | null): void;
  measure(): void;
}

function useGrid(props: GridProps): GridState {
  const { columns, ids } = props, size = { rows: ids.length, columns: columns.length };
  const root = useRef<HTMLDivElement>(null), wantsFocus = useRef(false);
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 }), [anchor, setAnchor] = useState<Spot | null>(null);
  const [editing, setEditing] = useState<string | null>(null), [view, setView] = useState({ scrolled: 0, height: 600 });
  const at = clamped(spot, size), range = between(anchor ?? at, at);
  const measure = () => { if (root.current) setView({ scrolled: root.current.scrollTop, height: root.current.clientHeight }); };

  function go(to: Spot, extend = false): void {
    setAnchor(extend ? (anchor ?? at) : null);
    setSpot(clamped(to, size));
    setEditing(null);
    wantsFocus.current = true;
  }

  useEffect(() => {
    root.current!.style.setProperty("--columns", `3.5rem ${columns.map(({ width }) => `${width}rem`).join(" ")}`);
    const watch = new ResizeObserver(measure);
    watch.observe(root.current!);
    return () => watch.disconnect();
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
    if (row >= 0) go({ row, column: Math.max(0, columns.findIndex(({ field }) => field === props.focusOn?.field)) });
  }, [props.focusOn]);

  useEffect(() => props.selected?.(ids.slice(range.from.row, range.to.row + 1)), [range.from.row, range.to.row, ids]);
  return { root, at, range, wide: anchor !== null, editing, view, go, edit: setEditing, measure };
}

function selection({ range }: GridState, { ids, columns }: GridProps): { rows: readonly string[]; fields: string[] } {
  return { rows: ids.slice(range.from.row, range.to.row + 1), fields: columns.slice(range.from.column, range.to.column + 1).map(({ field }) => field) };
}

function press(grid: GridState, props: GridProps, event: KeyboardEvent): void {
  if (grid.editing !== null) return;
  const page = Math.max(1, Math.floor(grid.view.height / ROW) - 2);
  const to = movedFocus(event, grid.at, { rows: props.ids.length, columns: props.columns.length, page });
  if (to) grid.go(to, event.shiftKey && grid.at.row >= 0 && to.row >= 0);
  else if (!act(grid, props, event)) return;
  event.preventDefault();
}

/** What a key does in a cell or a head that moves nowhere; false when it does nothing. */
function act(grid: GridState, props: GridProps, event: KeyboardEvent): boolean {
  const { row, column } = grid.at, id = props.ids[row], field = props.columns[column]!.field;
  const far = event.ctrlKey || event.metaKey, rubs = event.key === "Delete" || event.key === "Backspace";
  if (row < 0) {
    const sorts = event.key === "Enter" || event.key === " ";
    if (sorts) props.sort(field);
    return sorts;
  }
  if (!props.editable) return false;
  const { rows, fields } = selection(grid, props);
  if (far && event.key === "Enter") props.add(id ?? null);
  else if (far && rubs) props.remove(rows);
  else if (rubs) props.clear(rows, fields);
  else if ((event.key === "Enter" || event.key === "F2") && id !== undefined) grid.edit(props.cell(id, field));
  else if (writes(event) && id !== undefined) grid.edit(event.key);
  else return false;
  return true;
}

function copy(grid: GridState, props: GridProps, event: ClipboardEvent): void {
  if (grid.editing !== null || grid.at.row < 0) return;
  const { rows, fields } = selection(grid, props);
  event.clipboardData?.setData("text/plain", textOfCells(rows.map((id) => fields.map((field) => props.cell(id, field)))));
  event.preventDefault();
}

function paste(grid: GridState, props: GridProps, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (grid.editing !== null || !props.editable || text === "") return;
  event.preventDefault();
  props.paste(cellsOf(text), { row: Math.max(0, grid.at.row), column: grid.at.column });
}

function commit(grid: GridState, props: GridProps, id: string, field: string, value: string, then: Then): void {
  props.set(id, field, value);
  if (then === "none") return grid.edit(null);
  const [rows, columns] = ({ down: [1, 0], right: [0, 1], left: [0, -1] } as const)[then];
  grid.go({ row: grid.at.row + rows, column: grid.at.column + columns });
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
