/** Pasted spreadsheet cells as rows of text: tabs between cells, quotes around cells that hold tabs or line ends. */

/** The cells of a text as spreadsheets put it on the clipboard. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=\t|\n|$)/.exec(rest);
    const cell = quoted ? quoted[1]!.replaceAll('""', '"') : /^[^\t\n]*/.exec(rest)![0];
    rows.at(-1)!.push(cell.normalize("NFC").trim());
    rest = rest.slice((quoted ? quoted[0] : cell).length);
    if (rest === "") return rows;
    if (rest[0] === "\n") rows.push([]);
    rest = rest.slice(1);
  }
}

/** Cells as text for the clipboard, quoted only where a cell needs it. */
export function textOfCells(rows: string[][]): string {
  return rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");
}
