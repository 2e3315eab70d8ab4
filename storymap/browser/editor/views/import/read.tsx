/** The first step: a table dropped, picked or pasted, and whether its rows are places or events. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { ApiError } from "../../api.ts";
import { Button } from "../../form/buttons.tsx";
import { Select, TextArea } from "../../form/controls.tsx";
import type { ImportKind, Table } from "../../import/table.ts";
import { t } from "../../words.ts";

type Given = { body: Blob; name: string };

export function ReadTable({ begin }: { begin(table: Table, kind: ImportKind): void }): JSX.Element {
  const id = useId(), { api } = app();
  const [text, setText] = useState(""), [kind, setKind] = useState<ImportKind>("event"), [trouble, setTrouble] = useState(""), [over, setOver] = useState(false);
  const [sheets, setSheets] = useState<{ given: Given; names: string[]; table: Table } | null>(null), [sheet, setSheet] = useState("");

  async function read({ body, name }: Given, wanted?: string): Promise<Table | null> {
    try {
      const table = await api.ask<Table>("tables", { method: "POST", body, query: { name, sheet: wanted }, headers: { "Content-Type": body.type || "application/octet-stream" } });
      setTrouble(table.problems.map(({ message, hint }) => [message, hint].filter(Boolean).join(" ")).join(" "));
      return table;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setTrouble([error.message, ...error.problems.map(({ message }) => message)].join(" "));
      return null;
    }
  }

  async function take(given: Given): Promise<void> {
    const table = await read(given);
    if (!table) return;
    if ((table.sheets?.length ?? 0) > 1) { setSheets({ given, names: table.sheets!, table }); setSheet(table.sheets![0]!); }
    else if (table.header.length > 0) begin(table, kind);
  }

  async function takeSheet(): Promise<void> {
    const table = sheet === sheets!.names[0] ? sheets!.table : await read(sheets!.given, sheet);
    if (table && table.header.length > 0) begin(table, kind);
  }

  const file = (files: FileList | null | undefined) => { const [one] = [...(files ?? [])]; if (one) void take({ body: one, name: one.name }); };
  return (
    <div class="import-read">
      <p>{t("Rows of a spreadsheet become places or events of this story. Nothing is written before you have looked at it.")}</p>
      <fieldset class="group">
        <legend>{t("Each row is")}</legend>
        {(["event", "site"] as const).map((one) => (
          <div class="check" key={one}><input type="radio" name={`${id}-kind`} id={`${id}-${one}`} checked={kind === one} onChange={() => setKind(one)} /><label for={`${id}-${one}`}>{one === "event" ? t("an event") : t("a place")}</label></div>
        ))}
      </fieldset>
      <div class="drop" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); file(event.dataTransfer?.files); }}>
        <label class="button main" for={`${id}-file`}>{t("Choose a file")}</label>
        <input id={`${id}-file`} class="visually-hidden" type="file" accept=".csv,.tsv,.txt,.xlsx" aria-describedby={`${id}-help`} onChange={(event) => { file(event.currentTarget.files); event.currentTarget.value = ""; }} />
        <p class="help" id={`${id}-help`}>{t("CSV, TSV or XLSX, with a first row of headings. Or drop the file here.")}</p>
      </div>
      <TextArea label={t("Or paste rows here")} help={t("Copy them in the spreadsheet, the headings too.")} rows={6} value={text} onInput={setText} />
      {sheets ? <Select label={t("Which sheet")} value={sheet} onChange={setSheet} options={sheets.names.map((name) => ({ value: name, label: name }))} /> : null}
      {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
      <div class="row">
        {sheets ? <Button look="main" onClick={() => void takeSheet()}>{t("Take this sheet")}</Button>
          : <Button look="main" disabled={text.trim() === ""} onClick={() => void take({ body: new Blob([text], { type: "text/plain" }), name: "" })}>{t("Take the pasted rows")}</Button>}
      </div>
    </div>
  );
}
