/** The section that imports a table: read it, say which column is which, look at the doubtful places, bring in all or nothing. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { ApiError } from "../../api.ts";
import { Button } from "../../form/buttons.tsx";
import { choicesOf, questionsOf, type ImportKind, type Mapping, type Plan, type Table } from "../../import/table.ts";
import { go } from "../../route.ts";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";
import { Columns } from "./mapping.tsx";
import { ReadTable } from "./read.tsx";
import { Review } from "./review.tsx";

interface Work {
  table: Table;
  kind: ImportKind;
  mapping: Mapping;
  guesses: NonNullable<Plan["guesses"]>;
  answers: Record<string, string>;
  plan: Plan | null;
  /** The plan before any answer, whose questions stay as they are. */
  asked: Plan | null;
}

/** Kept while the person looks at other sections. */
const work = signal<Work | null>(null);

function guessesOf({ guesses, mapping }: Plan): NonNullable<Plan["guesses"]> {
  return guesses ?? Object.entries(mapping).filter(([, field]) => field !== "").map(([column, field]) => ({ column, field, why: t("guessed; change it if it is wrong") }));
}

function Import(): JSX.Element {
  const { api, saver, store } = app(), [trouble, setTrouble] = useState(""), [busy, setBusy] = useState(false);
  const now = work.value;

  async function plan(next: Work, mapping: Mapping | null): Promise<void> {
    setBusy(true);
    try {
      const choices = next.asked ? choicesOf(questionsOf(next.asked.places), next.answers) : {};
      const body = { kind: next.kind, header: next.table.header, rows: next.table.rows, first: next.table.first ?? 2, ...(mapping ? { mapping } : {}), choices };
      const made = await api.ask<Plan>(`${saver.path}/import`, { method: "POST", body });
      work.value = { ...next, plan: made, asked: next.asked ?? made, mapping: made.mapping, guesses: mapping ? next.guesses : guessesOf(made) };
      setTrouble("");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      work.value = { ...next, plan: null };
      setTrouble([error.message, ...error.problems.map(({ message }) => message)].join(" "));
    } finally {
      setBusy(false);
    }
  }

  function begin(table: Table, kind: ImportKind): void {
    void plan({ table, kind, mapping: {}, guesses: [], answers: {}, plan: null, asked: null }, null);
  }

  function answer(answers: Record<string, string>): void {
    work.value = { ...now!, answers }; // at once, so that the choice is seen
    void plan(work.value, now!.mapping);
  }

  function finish({ changes, decisions }: Plan): void {
    const { kind, table } = now!;
    store.change(changes, { label: t("imported table"), decisions, message: t("Imported a table of {n} rows", { n: table.rows.length }) });
    store.say(t("{n} rows were imported. One undo takes them all back.", { n: table.rows.length }));
    work.value = null;
    go(kind === "site" ? "places" : "events");
  }

  return (
    <div class="import">
      <h2>{t("Import a table")}</h2>
      {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
      {!now ? <ReadTable begin={begin} /> : (
        <>
          <p class="row">
            <Button onClick={() => { work.value = null; setTrouble(""); }}>{t("Take another table")}</Button>
            <span>{t("{n} rows", { n: now.table.rows.length })}</span>
          </p>
          <Columns table={now.table} kind={now.kind} mapping={now.mapping} guesses={now.guesses} busy={busy}
            turn={(kind) => begin(now.table, kind)} change={(mapping) => void plan({ ...now, mapping, answers: {}, asked: null }, mapping)} />
          {now.plan && now.asked ? <Review plan={now.plan} asked={now.asked} answers={now.answers} busy={busy} answer={answer} finish={() => finish(now.plan!)} /> : busy ? <p role="status">{t("Looking…")}</p> : null}
        </>
      )}
    </div>
  );
}

register({ id: "import", order: 55, name: () => t("Import a table"), View: Import, wide: true });
