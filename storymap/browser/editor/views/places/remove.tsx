/** Removing a place, after saying which events and chapters use it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Dialog } from "../../form/dialog.tsx";
import { go } from "../../route.ts";
import { t } from "../../words.ts";
import { usesOf } from "./uses.ts";

export function RemovePlace({ id }: { id: string }): JSX.Element {
  const { store } = app(), [asking, setAsking] = useState(false);

  function remove(): void {
    const name = store.nameOf("site", id);
    go("places");
    store.remove("site", id);
    store.say(t("{name} is removed. Undo brings it back.", { name }));
  }

  function ask(): void {
    const { events, chapters } = usesOf(store.book, id);
    if (events.length + chapters.length > 0) setAsking(true);
    else remove();
  }

  return (
    <p>
      <Button look="danger" onClick={ask}>{t("Remove this place")}</Button>
      {asking ? <Asked id={id} close={() => setAsking(false)} remove={remove} /> : null}
    </p>
  );
}

function Asked({ id, close, remove }: { id: string; close(): void; remove(): void }): JSX.Element {
  const { store } = app(), { events, chapters } = usesOf(store.book, id), name = store.nameOf("site", id);
  const actions = <><Button look="danger" onClick={remove}>{t("Remove it all the same")}</Button><Button onClick={close}>{t("Keep it")}</Button></>;
  return (
    <Dialog title={t("{name} is still used", { name })} onClose={close} actions={actions}>
      {events.length > 0 ? <><p>{t("These events would have no place:")}</p><Names kind="event" ids={events} /></> : null}
      {chapters.length > 0 ? <><p>{t("These chapters show it:")}</p><Names kind="chapter" ids={chapters} /></> : null}
    </Dialog>
  );
}

function Names({ kind, ids }: { kind: "event" | "chapter"; ids: readonly string[] }): JSX.Element {
  const shown = ids.slice(0, 8);
  return (
    <ul>
      {shown.map((id) => <li key={id} dir="auto">{app().store.nameOf(kind, id)}</li>)}
      {ids.length > shown.length ? <li>{t("and {n} more", { n: ids.length - shown.length })}</li> : null}
    </ul>
  );
}
