/** Removing a source, with every mention of it in one step, after saying who names it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Dialog } from "../../form/dialog.tsx";
import { go } from "../../route.ts";
import { before } from "../../store/order.ts";
import { t } from "../../words.ts";
import { removal, usesOf } from "./uses.ts";

export function RemoveSource({ id }: { id: string }): JSX.Element {
  const { store } = app(), [asking, setAsking] = useState(false);

  function remove(): void {
    const name = store.nameOf("source", id), changes = removal(store.book, id, before(store.book.order("source"), id));
    go("sources");
    store.change(changes, { label: name });
    store.say(t("{name} is removed. Undo brings it back.", { name }));
  }

  const uses = asking ? usesOf(store.book, id) : [];
  return (
    <p>
      <Button look="danger" onClick={() => (usesOf(store.book, id).length > 0 ? setAsking(true) : remove())}>{t("Remove this source")}</Button>
      {asking ? (
        <Dialog title={t("This source is still named")} onClose={() => setAsking(false)}
          actions={<><Button look="danger" onClick={remove}>{t("Remove it and its mentions")}</Button><Button onClick={() => setAsking(false)}>{t("Keep it")}</Button></>}>
          <p>{uses.length === 1 ? t("One event or place names it. It would name it no more.") : t("{n} events and places name it. They would name it no more.", { n: uses.length })}</p>
          <p>{t("Undo brings the source and all mentions back.")}</p>
        </Dialog>
      ) : null}
    </p>
  );
}
