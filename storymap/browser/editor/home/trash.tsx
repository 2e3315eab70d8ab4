/** The trash: each deleted story can come back, or go for good after a second question. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../form/buttons.tsx";
import { Dialog } from "../form/dialog.tsx";
import { dateAndTime, t } from "../words.ts";
import type { HomeTools } from "./home.tsx";

export interface Trashed {
  entry: string;
  id: string;
  title: string;
  by: string;
  /** Seconds since 1970, or ISO 8601. */
  time: number | string;
}

export function Trash({ trash, ...tools }: HomeTools & { trash: readonly Trashed[] }): JSX.Element | null {
  if (trash.length === 0) return null;
  return (
    <section class="trash" aria-labelledby="trash-name">
      <h2 id="trash-name">{t("Trash")}</h2>
      <ul>{trash.map((one) => <Entry key={one.entry} {...tools} one={one} />)}</ul>
    </section>
  );
}

function Entry({ one, api, act, changed }: HomeTools & { one: Trashed }): JSX.Element {
  const [asking, setAsking] = useState(false), title = one.title || one.id;
  const path = `trash/${encodeURIComponent(one.entry)}`, time = dateAndTime(typeof one.time === "number" ? one.time * 1000 : one.time);

  async function restore(): Promise<void> {
    if (await act(() => api.ask(`${path}/restore`, { method: "POST", body: {} }))) await changed(t("{title} is back.", { title }));
  }

  async function forget(): Promise<void> {
    const done = await act(() => api.ask(path, { method: "DELETE" }));
    setAsking(false);
    if (done) await changed(t("{title} is deleted for good.", { title }));
  }

  return (
    <li>
      <div><bdi class="trash-title">{title}</bdi><p class="help">{one.by ? t("Deleted by {name}, {time}", { name: one.by, time }) : t("Deleted {time}", { time })}</p></div>
      <Button onClick={() => void restore()}>{t("Bring it back")}<span class="visually-hidden"> {title}</span></Button>
      <Button look="quiet" onClick={() => setAsking(true)}>{t("Delete for good")}<span class="visually-hidden"> {title}</span></Button>
      {asking ? (
        <Dialog title={t("Delete “{title}” for good?", { title })} onClose={() => setAsking(false)}
          actions={<><Button look="danger" onClick={() => void forget()}>{t("Delete it for good")}</Button><Button onClick={() => setAsking(false)}>{t("Keep it in the trash")}</Button></>}>
          <p>{t("The story goes with its pictures and its whole history. Nobody can bring it back then.")}</p>
        </Dialog>
      ) : null}
    </li>
  );
}
