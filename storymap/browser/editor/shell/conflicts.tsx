/** What truly conflicts, side by side and one after the other: nothing of it goes to the server until a person chose. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../app.ts";
import { ApiError } from "../api.ts";
import { FieldAsked } from "../conflicts/field.tsx";
import { changesFor, questions, type Answer, type Question } from "../conflicts/questions.ts";
import { GoneAsked, RemovalAsked, TakenAsked } from "../conflicts/records.tsx";
import { removedRecord } from "../conflicts/removed.ts";
import { Button } from "../form/buttons.tsx";
import { Dialog } from "../form/dialog.tsx";
import type { Conflict } from "../store/answers.ts";
import { t } from "../words.ts";
import { recordName } from "../views/history/names.ts";
import { focusSoon } from "./keys.ts";

export function Conflicts(): JSX.Element | null {
  const { store } = app(), conflicts = store.conflicts.value;
  for (const { change } of conflicts) void store.book.record(change.kind, change.id); // followed: the story goes on meanwhile
  const asked = questions(conflicts, store.book), count = asked.length;
  const [later, setLater] = useState(0);

  useEffect(() => {
    const open = new Set(asked.flatMap((question) => question.conflicts));
    if (conflicts.some((one) => !open.has(one))) settle(conflicts.filter((one) => open.has(one)));
    if (later > count) setLater(count);
  });

  useEffect(() => { if (count === 0 && document.activeElement === document.body) focusSoon("#fields"); }, [count]);

  if (count === 0) return null;
  if (count > later) return <Asked question={asked[0]!} count={count} close={() => { setLater(count); store.say(waitingWords(count)); }} by={otherName()} />;
  return (
    <section class="conflicts-wait" aria-label={t("Undecided changes")}>
      <p>{waitingWords(count)}</p>
      <Button look="main" onClick={() => setLater(0)}>{t("Decide now")}</Button>
    </section>
  );
}

function waitingWords(n: number): string {
  return n === 1 ? t("One change waits for your decision.") : t("{n} changes wait for your decision.", { n });
}

/** Who wrote the other version, as far as this page knows. */
function otherName(): string {
  const { saver, page } = app(), { by } = saver.status.value;
  return by === "" ? t("somebody else") : by === page.visitor?.name ? t("another window") : by;
}

/** Keep what is still undecided, here and in the journal. */
function settle(undecided: readonly Conflict[]): void {
  app().store.conflicts.value = undecided;
  void app().saver.settle();
}

/** The name of the record that a question is about. */
function nameOf(question: Question): string {
  const fields = question.what === "gone" ? question.record : question.what === "taken" ? question.mine : null;
  return recordName(question.kind, question.id, fields ?? {});
}

/** What was not chosen can still be had: undo brings one's own back, the history has theirs. */
function carryOut(question: Question, answer: Answer): void {
  const { store } = app(), label = nameOf(question);
  if (answer !== "mine" && answer !== "both") store.pass(changesFor(question, "mine", store.book), { label });
  store.change(changesFor(question, answer, store.book), { label });
  const done = new Set(question.conflicts);
  settle(store.conflicts.peek().filter((one) => !done.has(one)));
}

function Asked({ question, count, by, close }: { question: Question; count: number; by: string; close(): void }): JSX.Element {
  const { store, api, saver } = app(), [trouble, setTrouble] = useState("");
  const key = `${question.what} ${question.kind} ${question.id} ${question.what === "field" ? question.field : ""}`;
  useEffect(() => { setTrouble(""); focusSoon("#conflict-name"); }, [key, count]);

  async function decide(answer: Answer): Promise<void> {
    try {
      const lost = question.what === "gone" && answer === "mine" && !question.record;
      const found = lost ? await removedRecord(api, saver.path, question.kind, question.id) : null;
      carryOut(found ? { ...question, ...found } as Question : question, answer);
      store.say(count > 1 ? t("Decided. {n} more to decide.", { n: count - 1 }) : t("All is decided."));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setTrouble(error.message);
    }
  }

  const props = { by, decide: (answer: Answer) => void decide(answer) };
  return (
    <Dialog title={count === 1 ? t("Two people changed the same") : t("Two people changed the same – {n} to decide", { n: count })} wide onClose={close}
      actions={<Button look="quiet" onClick={close}>{t("Decide later")}</Button>}>
      <div class="conflict" key={key}>
        {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
        {question.what === "field" ? <FieldAsked {...props} question={question} />
          : question.what === "gone" ? <GoneAsked {...props} question={question} />
            : question.what === "removal" ? <RemovalAsked {...props} question={question} /> : <TakenAsked {...props} question={question} />}
      </div>
    </Dialog>
  );
}
