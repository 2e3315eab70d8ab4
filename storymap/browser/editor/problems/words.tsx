/** The words of a problem as people read them, and the list of those of one record. */
import type { JSX } from "preact";
import { app } from "../app.ts";
import { addressOf, go } from "../route.ts";
import type { Kind } from "../store/changes.ts";
import type { Problem } from "../store/state.ts";
import { t } from "../words.ts";
import { fieldName } from "../views/history/names.ts";
import { targetOf } from "./target.ts";

/** What is wrong and what to do about it, in the words of `storymap check`. */
export function ProblemWords({ problem }: { problem: Problem }): JSX.Element {
  return (
    <>
      <p dir="auto"><Quoted text={sentence(problem.message)} />{problem.found ? <> <q class="found" dir="auto">{problem.found}</q></> : null}</p>
      {problem.hint ? <p class="help" dir="auto"><Quoted text={problem.hint} /></p> : null}
    </>
  );
}

/** The problems of one record, above its fields, each with the way to its field. */
export function ProblemsHere({ kind, id }: { kind: Kind; id: string }): JSX.Element | null {
  const { store } = app(), languages = store.languages.value, section = kind === "chapter" ? "chapters" : "story";
  const mine = store.problems.value.map((problem) => ({ problem, target: targetOf(problem, store.book, languages) })).filter(({ target }) => target?.kind === kind && (target.id ?? "") === id);
  if (mine.length === 0) return null;
  return (
    <section class="problems-here" aria-label={t("Problems found here")}>
      <ul>
        {mine.map(({ problem, target }, at) => (
          <li key={at} data-severity={problem.severity}>
            {target?.field ? <a class="problem-place" href={addressOf({ section, id: target.id, field: target.field })} onClick={(event) => { event.preventDefault(); go(section, target.id, target.field); }}>{fieldName(target.field)}</a> : null}
            <ProblemWords problem={problem.found === id ? { ...problem, found: null } : problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What stands in backquotes is to be written exactly so. */
function Quoted({ text }: { text: string }): JSX.Element {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

function sentence(message: string): string {
  return `${message.slice(0, 1).toLocaleUpperCase()}${message.slice(1)}`.replace(/(?<![.!?…:])$/, ".");
}
