/** One row of a grid: its cells, and the editor in the one that is edited. */
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../words.ts";
import { LineEditor } from "./editors.tsx";
import { ROW, type Column, type Then } from "./grid.tsx";

export interface RowProps {
  id: string;
  row: number;
  columns: readonly Column[];
  editable: boolean;
  name(id: string): string;
  cell(id: string, field: string): string;
  view?: ((id: string, field: string) => ComponentChildren) | undefined;
  /** The column with the focus, when it is in this row. */
  active: number | null;
  editing: string | null;
  /** First and last selected column. */
  selected: [number, number] | null;
  focus(column: number, extend: boolean): void;
  edit(): void;
  commit(field: string, value: string, then: Then): void;
  cancel(): void;
}

export function Row(props: RowProps): JSX.Element {
  const { id, row, columns, active, selected } = props;
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => { element.current!.style.transform = `translateY(${row * ROW}px)`; }, [row]);
  return (
    <div ref={element} role="row" class="sheet-row" aria-rowindex={row + 2}>
      <div role="rowheader" class="sheet-number" aria-colindex={1}><span>{row + 1}</span><span class="visually-hidden"> {props.name(id)}</span></div>
      {columns.map((column, index) => (
        <Cell key={column.field} {...props} column={column} index={index} isActive={active === index}
          isSelected={selected !== null && index >= selected[0] && index <= selected[1]} />
      ))}
    </div>
  );
}

function Cell({ id, column, index, isActive, isSelected, editing, ...props }: RowProps & { column: Column; index: number; isActive: boolean; isSelected: boolean }): JSX.Element {
  const Editor = column.editor ?? LineEditor;
  const edited = isActive && editing !== null;
  const text = props.cell(id, column.field);
  return (
    <div role="gridcell" class="sheet-cell" aria-colindex={index + 2} tabIndex={isActive ? 0 : -1} aria-selected={isSelected || isActive}
      data-empty={text === "" || undefined} data-editing={edited || undefined}
      onMouseDown={(event) => { if (!edited && event.button === 0) { event.preventDefault(); props.focus(index, event.shiftKey); } }}
      onDblClick={() => { if (!edited) props.edit(); }} onClick={() => { if (isActive && !edited && matchMedia("(pointer: coarse)").matches) props.edit(); }}>
      {edited
        ? <Editor id={id} column={column} start={editing} label={t("{column} of {row}", { column: column.head, row: props.name(id) })}
            commit={(value, then) => props.commit(column.field, value, then)} cancel={props.cancel} />
        : <span class="sheet-text" dir="auto" lang={column.lang}>{props.view?.(id, column.field) ?? text}</span>}
    </div>
  );
}
