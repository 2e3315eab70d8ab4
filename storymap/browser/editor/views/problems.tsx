/** The section of problems: what readers would miss, what looks like a slip, each with a way to its field. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../app.ts";
import { Button } from "../form/buttons.tsx";
import { bySeverity, type Severity } from "../problems/groups.ts";
import { look, savedVersion } from "../problems/look.ts";
import { targetOf, type Target } from "../problems/target.ts";
import { ProblemWords } from "../problems/words.tsx";
import { addressOf, go } from "../route.ts";
import { register, sectionOf } from "../sections.ts";
import type { Problem } from "../store/state.ts";
import { t } from "../words.ts";
import { fieldName, kindName } from "./history/names.ts";

const MOST = 50;

function Problems(): JSX.Element {
  const { store } = app(), [trouble, setTrouble] = useState(""), [looking, setLooking] = useState(false), saved = savedVersion();

  useEffect(() => { if (saved) void again(false); }, [saved]);

  async function again(told: boolean): Promise<void> {
    setLooking(true);
    const why = await look(), { length } = store.problems.peek();
    setTrouble(why);
    if (told && !why) store.say(length === 0 ? t("No problems.") : countOf(length));
    setLooking(false);
  }

  const problems = store.problems.value;
  return (
    <div class="problems">
      <div class="row spread"><h2>{t("Problems")}</h2><Button disabled={looking} onClick={() => void again(true)}>{looking ? t("Looking…") : t("Look again")}</Button></div>
      {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
      {problems.length === 0 && !trouble ? <NoProblem /> : <p class="help">{t("The story can be read with all of them. Each link leads to the place to mend it.")}</p>}
      {bySeverity(problems).map((group) => <Group key={group.severity} {...group} />)}
    </div>
  );
}

function countOf(n: number): string {
  return n === 1 ? t("1 problem") : t("{n} problems", { n });
}

function NoProblem(): JSX.Element {
  return (
    <div class="empty-state">
      <p class="empty-title">{t("Nothing is wrong")}</p>
      <p>{t("Every date can be read, every name leads to a place, every chapter can be shown. The story is looked through again after each save.")}</p>
    </div>
  );
}

function headOf(severity: Severity): [name: string, help: string] {
  return {
    error: [t("To mend"), t("Readers don’t get to see this.")],
    warning: [t("To look at"), t("Readers see this, but something is missing or doubtful.")],
    notice: [t("Perhaps a slip"), t("It may be meant as it is.")],
  }[severity] as [string, string];
}

function Group({ severity, problems }: { severity: Severity; problems: readonly Problem[] }): JSX.Element {
  const [name, help] = headOf(severity), [most, setMost] = useState(MOST);
  return (
    <section class="problem-group" data-severity={severity} aria-labelledby={`problems-${severity}`}>
      <h3 id={`problems-${severity}`}>{name} <span class="count">{problems.length}</span></h3>
      <p class="help">{help}</p>
      <ul class="problem-list">{problems.slice(0, most).map((problem, index) => <Item key={index} problem={problem} />)}</ul>
      {problems.length > most ? <Button onClick={() => setMost(most + MOST)}>{t("Show {n} more", { n: Math.min(MOST, problems.length - most) })}</Button> : null}
    </section>
  );
}

function Item({ problem }: { problem: Problem }): JSX.Element {
  const { store } = app(), target = targetOf(problem, store.book, store.languages.value);
  return (
    <li>
      {target ? <a class="problem-place" href={addressOf({ ...target, field: null })} onClick={(event) => { event.preventDefault(); go(target.section, target.id, target.field); }}>{placeName(target)}</a>
        : <span class="problem-place">{problem.file}</span>}
      <ProblemWords problem={problem} />
    </li>
  );
}

/** "Event Founding of the port – When". */
function placeName({ section, kind, id, field }: Target): JSX.Element {
  const where = kind === null || id === null ? sectionOf(section)?.name() ?? section : kindName(kind);
  return <><span class="kind">{where}</span>{kind && id ? <> <bdi>{app().store.nameOf(kind, id)}</bdi></> : null}{field ? ` – ${fieldName(field)}` : ""}</>;
}

register({ id: "problems", order: 70, name: () => t("Problems"), count: () => app().store.problems.value.length, View: Problems });
