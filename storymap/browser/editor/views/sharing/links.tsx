/** Links that let somebody in without an account, until they expire or are revoked. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Select, TextInput } from "../../form/controls.tsx";
import { Dialog } from "../../form/dialog.tsx";
import { dateAndTime, t } from "../../words.ts";
import { Copied } from "./copied.tsx";
import type { Act } from "./sharing.tsx";

export interface Link {
  id: string;
  role: "viewer" | "editor";
  note: string;
  author: string;
  made: string;
  expires: string;
}

interface Shown { links: readonly Link[]; act: Act; changed(): Promise<void> }

export function Links({ links, act, changed }: Shown): JSX.Element {
  const [made, setMade] = useState<(Link & { url: string }) | null>(null);
  return (
    <section aria-labelledby="sharing-links">
      <h3 id="sharing-links">{t("Links")}</h3>
      <p>{t("Whoever opens a link comes in without an account. Send it as you would send a key.")}</p>
      <Make act={act} made={async (link) => { setMade(link); await changed(); }} />
      {made ? (
        <div class="made-link" key={made.id}>
          <Copied label={t("The new link")} text={made.url} focus />
          <p class="help">{t("Copy it now: it is shown only this once.")}</p>
        </div>
      ) : null}
      {links.length === 0 ? <p class="help">{t("There is no link.")}</p> : (
        <ul class="links">{links.map((link) => <Row key={link.id} link={link} act={act} changed={async () => { if (made?.id === link.id) setMade(null); await changed(); }} />)}</ul>
      )}
    </section>
  );
}

function purposes(): { value: Link["role"]; label: string }[] {
  return [{ value: "viewer", label: t("see the preview") }, { value: "editor", label: t("edit the story") }];
}

function terms(): { value: string; label: string }[] {
  return [1, 7, 14, 30, 90, 366].map((days) => ({ value: String(days), label: days === 1 ? t("1 day") : t("{n} days", { n: days }) }));
}

function Make({ act, made }: { act: Act; made(link: Link & { url: string }): Promise<void> }): JSX.Element {
  const { api, saver } = app(), [role, setRole] = useState("viewer"), [days, setDays] = useState("14"), [note, setNote] = useState("");

  async function make(): Promise<void> {
    const link = await act(() => api.ask<Link & { url: string }>(`${saver.path}/links`, { method: "POST", body: { role, days: Number(days), note: note.trim() } }));
    if (!link) return;
    setNote("");
    await made(link);
  }

  return (
    <form class="make-link" onSubmit={(event) => { event.preventDefault(); void make(); }}>
      <Select label={t("Whoever has it may")} value={role} options={purposes()} onChange={setRole} />
      <Select label={t("For")} value={days} options={terms()} onChange={setDays} />
      <TextInput label={t("Note")} help={t("For whom it is; the history names it, too.")} value={note} onInput={setNote} />
      <Button onClick={() => void make()}>{t("Make a link")}</Button>
    </form>
  );
}

function Row({ link, act, changed }: { link: Link; act: Act; changed(): Promise<void> }): JSX.Element {
  const { api, saver, store } = app(), [asking, setAsking] = useState(false);
  const over = Date.parse(link.expires) <= Date.now(), name = link.note || t("Without a note");

  async function revoke(): Promise<void> {
    const done = await act(() => api.ask(`${saver.path}/links/${encodeURIComponent(link.id)}`, { method: "DELETE" }));
    setAsking(false);
    if (done === null) return;
    await changed();
    store.say(t("The link is revoked."));
  }

  return (
    <li data-over={over || undefined}>
      <div>
        <bdi class="person">{name}</bdi>
        <p class="help">{purposes().find(({ value }) => value === link.role)?.label} · {over ? t("expired {time}", { time: dateAndTime(link.expires) }) : t("until {time}", { time: dateAndTime(link.expires) })} · {t("made by {name}", { name: link.author })}</p>
      </div>
      <Button look="quiet" onClick={() => setAsking(true)}>{over ? t("Remove") : t("Revoke")}<span class="visually-hidden"> {name}</span></Button>
      {asking ? (
        <Dialog title={t("Revoke this link?")} onClose={() => setAsking(false)}
          actions={<><Button look="danger" onClick={() => void revoke()}>{t("Revoke it")}</Button><Button onClick={() => setAsking(false)}>{t("Keep it")}</Button></>}>
          <p>{t("Whoever has it is out at once, those who have opened it too. What they wrote stays.")}</p>
        </Dialog>
      ) : null}
    </li>
  );
}
