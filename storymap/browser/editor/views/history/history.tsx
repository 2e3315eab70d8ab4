/** The section of history: who changed what and when, two revisions compared, one restored as a new revision. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { ApiError } from "../../api.ts";
import { Button } from "../../form/buttons.tsx";
import { Select } from "../../form/controls.tsx";
import { Dialog } from "../../form/dialog.tsx";
import { go } from "../../route.ts";
import { register } from "../../sections.ts";
import type { Change } from "../../store/changes.ts";
import { dateAndTime, t } from "../../words.ts";
import { Differences } from "./differences.tsx";
import { messageInWords } from "./message.ts";
import { fieldName, kindName } from "./names.ts";

interface Revision {
  id: string;
  author: string;
  time: string;
  message: string;
}

const PAGE = 30;

function inWords(message: string): string {
  return messageInWords(message, { kind: kindName, field: fieldName });
}

function History({ id }: { id: string | null }): JSX.Element {
  const { api, saver } = app(), [revisions, setRevisions] = useState<Revision[]>([]);
  const [more, setMore] = useState(false), [trouble, setTrouble] = useState("");
  const version = saver.status.value.what === "saved" ? saver.version : "";

  useEffect(() => { void load(null); }, [version]);

  async function load(before: string | null): Promise<void> {
    try {
      const { revisions: page } = await api.ask<{ revisions: Revision[] }>(`${saver.path}/history`, { query: { limit: PAGE, before: before ?? undefined } });
      setRevisions(before ? [...revisions, ...page] : page);
      setMore(page.length === PAGE);
      setTrouble("");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setTrouble(error.message);
    }
  }

  const chosen = revisions.find((revision) => revision.id === id) ?? null;
  return (
    <div class="history" data-open={chosen !== null || undefined}>
      <section class="history-list" aria-label={t("Revisions")}>
        <h2>{t("History")}</h2>
        <p class="help">{t("Every save is kept here. Nothing that was saved can be lost by an edit.")}</p>
        {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
        <ol class="items">
          {revisions.map((revision) => (
            <li key={revision.id}>
              <a href={`#history/${revision.id}`} aria-current={revision.id === id ? "true" : undefined} onClick={(event) => { event.preventDefault(); go("history", revision.id); }}>
                <span class="item-name" dir="auto">{inWords(revision.message) || t("Changes")}</span>
                <span class="item-facts"><time dateTime={revision.time}>{dateAndTime(revision.time)}</time> · <bdi>{revision.author}</bdi></span>
              </a>
            </li>
          ))}
        </ol>
        {more ? <Button onClick={() => void load(revisions.at(-1)!.id)}>{t("Earlier revisions")}</Button> : null}
        {revisions.length === 0 && !trouble ? <p class="help">{t("There is no revision yet. The first save makes one.")}</p> : null}
      </section>
      {chosen ? <Open key={chosen.id} revision={chosen} revisions={revisions} /> : revisions.length === 0 ? null : <p class="history-none help">{t("Choose a revision to see what it changed.")}</p>}
    </div>
  );
}

function Open({ revision, revisions }: { revision: Revision; revisions: readonly Revision[] }): JSX.Element {
  const { api, saver, store } = app(), [against, setAgainst] = useState("");
  const [changes, setChanges] = useState<readonly Change[] | null>(null), [trouble, setTrouble] = useState("");
  const [asking, setAsking] = useState(false);

  useEffect(() => {
    const asked = new AbortController();
    setChanges(null);
    api.ask<{ changes: Change[] }>(`${saver.path}/history/${revision.id}`, { query: { against: against || undefined }, signal: asked.signal }).then(
      (answer) => { setChanges(answer.changes); setTrouble(""); },
      (error: unknown) => { if (asked.signal.aborted) return; if (!(error instanceof ApiError)) throw error; setTrouble(error.message); },
    );
    return () => asked.abort();
  }, [against]);

  const others = revisions.filter(({ id }) => id !== revision.id).map(({ id, time, message }) => ({ value: id, label: `${dateAndTime(time)} – ${inWords(message)}` }));
  return (
    <section class="history-open" aria-label={inWords(revision.message) || t("Changes")}>
      <a class="back" href="#history" onClick={(event) => { event.preventDefault(); go("history"); }}>{t("All revisions")}</a>
      <h2 dir="auto">{inWords(revision.message) || t("Changes")}</h2>
      <p><time dateTime={revision.time}>{dateAndTime(revision.time)}</time> · <bdi>{revision.author}</bdi></p>
      <Select label={t("Compared with")} value={against} onChange={setAgainst} options={[{ value: "", label: t("the revision before it") }, { value: "now", label: t("the story as it is now") }, ...others]} />
      {trouble ? <p class="error-text" role="alert">{trouble}</p> : changes === null ? <p class="help" role="status">{t("Looking…")}</p> : <Differences changes={changes} />}
      {store.mayEdit.value ? <p><Button onClick={() => setAsking(true)}>{t("Restore this revision")}</Button></p> : null}
      {asking ? <Restore revision={revision} close={() => setAsking(false)} /> : null}
    </section>
  );
}

function Restore({ revision, close }: { revision: Revision; close(): void }): JSX.Element {
  const { api, saver, store } = app(), [trouble, setTrouble] = useState(""), [busy, setBusy] = useState(false);

  async function restore(): Promise<void> {
    setBusy(true);
    try {
      await saver.outside((version) => api.ask(`${saver.path}/history/${revision.id}/restore`, { method: "POST", version, body: {} }));
      close();
      go("history");
      store.say(t("The story is again as it was then."));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setBusy(false);
      setTrouble(error.message);
    }
  }

  return (
    <Dialog title={t("Restore this revision?")} onClose={close}
      actions={<><Button look="main" disabled={busy} onClick={() => void restore()}>{t("Restore it")}</Button><Button onClick={close}>{t("Leave it as it is")}</Button></>}>
      <p>{t("The story becomes what it was on {time}. This is a new revision: what you have now stays in the history.", { time: dateAndTime(revision.time) })}</p>
      {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
    </Dialog>
  );
}

register({ id: "history", order: 80, name: () => t("History"), View: History, wide: true });
