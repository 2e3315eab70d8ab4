/** Where a key takes the focus in a grid, and which cells are selected; row -1 holds the heads. */

export interface Spot {
  row: number;
  column: number;
}

export interface Size {
  rows: number;
  columns: number;
  /** Rows that a page key moves. */
  page: number;
}

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Where the key takes the focus, or null when it is not a key that moves. */
export function movedFocus({ key, ctrlKey, metaKey, altKey }: Pressed, { row, column }: Spot, size: Size): Spot | null {
  if (altKey) return null;
  const far = ctrlKey || metaKey;
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1];
  const to = {
    ArrowUp: far ? { row: 0, column } : { row: row - 1, column },
    ArrowDown: far ? { row: lastRow, column } : { row: row + 1, column },
    ArrowLeft: far ? { row, column: 0 } : { row, column: column - 1 },
    ArrowRight: far ? { row, column: lastColumn } : { row, column: column + 1 },
    PageUp: { row: Math.max(0, row - size.page), column },
    PageDown: { row: row + size.page, column },
    Home: far ? { row: 0, column: 0 } : { row, column: 0 },
    End: far ? { row: lastRow, column: lastColumn } : { row, column: lastColumn },
  }[key];
  return to ? clamped(to, size) : null;
}

/** The nearest spot that the grid has. */
export function clamped({ row, column }: Spot, { rows, columns }: Pick<Size, "rows" | "columns">): Spot {
  return { row: Math.max(-1, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
}

/** The rectangle between two spots; `to` ends are included. */
export function between(one: Spot, other: Spot): { from: Spot; to: Spot } {
  return {
    from: { row: Math.max(0, Math.min(one.row, other.row)), column: Math.min(one.column, other.column) },
    to: { row: Math.max(one.row, other.row), column: Math.max(one.column, other.column) },
  };
}

/** Whether a key writes a character, and so begins to replace what is in a cell. */
export function writes({ key, ctrlKey, metaKey, altKey }: Pressed): boolean {
  return [...key].length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
}
