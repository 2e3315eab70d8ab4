/** The last step: the doubtful places in one list with the map beside, the account of every row, and all or nothing. */
import type { JSX } from "preact";
import { useId, useMemo, useState } from "preact/hooks";
import { Button } from "../../form/buttons.tsx";
import { accountOf, choicesOf, keyOf, NONE, questionsOf, type Plan, type Question } from "../../import/table.ts";
import { confidenceWords, kmWords, whatAndWhere } from "../../places/candidates.ts";
import { MapView } from "../../places/place_map.tsx";
import { spoken, t } from "../../words.ts";
import { placedSites } from "../places/neighbours.ts";

export interface ReviewProps {
  plan: Plan;
  asked: Plan;
  answers: Record<string, string>;
  busy: boolean;
  answer(answers: Record<string, string>): void;
  finish(): void;
}

export function Review({ plan, asked, answers, busy, answer, finish }: ReviewProps): JSX.Element {
  const questions = useMemo(() => questionsOf(asked.places), [asked]);
  const choosable = questions.filter(({ candidates }) => candidates.length > 0);
  const [looked, setLooked] = useState<Question | null>(choosable[0] ?? null);
  const failed = plan.problems.some(({ severity }) => severity === "error");
  const account = accountOf(asked.places, choicesOf(questions, answers));
  return (
    <section aria-label={t("Review")}>
      {choosable.length > 0 ? (
        <>
          <h3>{t("Which place is meant?")}</h3>
          <div class="review">
            <ol class="questions">{choosable.map((question) => (
              <Asked key={keyOf(question)} question={question} chosen={answers[keyOf(question)]} look={() => setLooked(question)} choose={(id) => answer({ ...answers, [keyOf(question)]: id })} />
            ))}</ol>
            <div class="review-map">{looked ? <QuestionMap question={looked} chosen={answers[keyOf(looked)]} choose={(id) => answer({ ...answers, [keyOf(looked)]: id })} /> : null}</div>
          </div>
        </>
      ) : null}
      {plan.problems.length > 0 ? (
        <>
          <h3>{t("What to look at")}</h3>
          <ul class="import-problems">{plan.problems.slice(0, 50).map((problem, index) => (
            <li key={index}>{problem.row ? t("Row {row}: {message}", { row: problem.row, message: problem.message }) : problem.message}{problem.hint ? <span class="help"> {problem.hint}</span> : null}</li>
          ))}</ul>
        </>
      ) : null}
      <h3>{t("All rows")}</h3>
      <div role="status"><ul class="account">
        {plan.counts ? <Counts counts={plan.counts} /> : null}
        {account.found > 0 ? <li>{t("{n} found by name", { n: account.found })}</li> : null}
        {account.given > 0 ? <li>{t("{n} with their own coordinates or a place of the story", { n: account.given })}</li> : null}
        {account.chosen > 0 ? <li>{t("{n} chosen by you", { n: account.chosen })}</li> : null}
        {account.without > 0 ? <li>{t("{n} left without a place", { n: account.without })}</li> : null}
        {account.open > 0 ? <li class="lacks">{t("{n} still open", { n: account.open })}</li> : null}
      </ul></div>
      {plan.changes.length === 0 ? <p class="error-text">{failed ? t("Nothing comes in while rows have errors. Correct them in the spreadsheet, or leave the column out.") : t("There is nothing new in this table.")}</p> : null}
      <p class="help">{account.open > 0 ? t("What stays open comes in without a position; nothing is guessed.") : t("One undo takes the whole import back.")}</p>
      <div class="row"><Button look="main" disabled={busy || plan.changes.length === 0} onClick={finish}>{t("Import all")}</Button></div>
    </section>
  );
}

function Asked({ question, chosen, look, choose }: { question: Question; chosen: string | undefined; look(): void; choose(id: string): void }): JSX.Element {
  const id = useId(), { name, rows, candidates } = question;
  return (
    <li onFocusCapture={look} onMouseEnter={look}>
      <fieldset class="group">
        <legend><bdi>{name}</bdi> <span class="help">{rows.length === 1 ? t("row {row}", { row: rows[0]! }) : t("{n} rows", { n: rows.length })}</span></legend>
        {candidates.map((place, index) => (
          <div class="check" key={place.id}>
            <input type="radio" name={id} id={`${id}-${index}`} checked={chosen === place.id} onChange={() => choose(place.id)} />
            <label for={`${id}-${index}`}>
              <span class="choice-number" aria-hidden="true">{index + 1}</span> <strong dir="auto">{place.name}</strong>, {whatAndWhere(place)} <span class="choice-sure">{confidenceWords(place, t)}</span>
              {place.distance_km !== null ? <span class="choice-more">{t("{km} from the nearest place of the story", { km: kmWords(place.distance_km, spoken()) })}</span> : null}
            </label>
          </div>
        ))}
        <div class="check"><input type="radio" name={id} id={`${id}-none`} checked={chosen === NONE} onChange={() => choose(NONE)} /><label for={`${id}-none`}>{t("none of these")}</label></div>
      </fieldset>
    </li>
  );
}

function QuestionMap({ question, chosen, choose }: { question: Question; chosen: string | undefined; choose(id: string): void }): JSX.Element {
  const candidates = useMemo(() => question.candidates.map((place, index) => ({ lon: place.lon, lat: place.lat, words: `${index + 1}. ${place.name}, ${whatAndWhere(place)}` })), [question]);
  const neighbours = useMemo(() => placedSites(null), []);
  return <MapView label={t("Where {name} may be", { name: question.name })} editable={false} look={keyOf(question)} name="" position={null} km={null} uncertain={false} geometry={null}
    candidates={candidates} chosen={chosen === undefined ? null : question.candidates.findIndex(({ id }) => id === chosen)} neighbours={neighbours} place={() => {}} radius={() => {}} choose={(index) => choose(question.candidates[index]!.id)} />;
}

function Counts({ counts }: { counts: NonNullable<Plan["counts"]> }): JSX.Element {
  return (
    <>
      <li>{t("{n} new", { n: counts.added })}</li>
      {counts.existing > 0 ? <li>{t("{n} already in the story", { n: counts.existing })}</li> : null}
      {counts.empty > 0 ? <li>{t("{n} empty", { n: counts.empty })}</li> : null}
      {counts.refused > 0 ? <li class="lacks">{t("{n} with errors", { n: counts.refused })}</li> : null}
      {counts.sites > 0 ? <li>{t("New places that come along: {n}", { n: counts.sites })}</li> : null}
      {counts.sources > 0 ? <li>{t("New sources that come along: {n}", { n: counts.sources })}</li> : null}
    </>
  );
}
