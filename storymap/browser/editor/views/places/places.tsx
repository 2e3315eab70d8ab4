/** The section of places: the list beside the fields and the map of the one that is open. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { go } from "../../route.ts";
import { register } from "../../sections.ts";
import { freeId } from "../../store/order.ts";
import { t } from "../../words.ts";
import { PlaceForm } from "./form.tsx";
import { PlaceList } from "./list.tsx";
import { Overview } from "./overview.tsx";

/** The place that was just added, whose name is asked first. */
let fresh: string | null = null;

function Places({ id }: { id: string | null }): JSX.Element {
  const { store } = app(), [asking] = useState(() => fresh === id && id !== null);
  const here = id !== null && store.book.record("site", id) !== null ? id : null;

  function add(): void {
    const made = freeId("", { has: (one) => store.book.has("site", one) }, "place");
    store.add("site", made, { name: t("New place") }, null, { label: t("New place") });
    fresh = made;
    go("places", made);
  }

  return (
    <div class="places" data-open={here !== null || undefined}>
      <PlaceList id={here} add={add} />
      {here === null ? <Overview /> : <PlaceForm id={here} fresh={asking} />}
    </div>
  );
}

register({ id: "places", order: 30, name: () => t("Places"), count: () => app().store.book.ids("site").length, View: Places, wide: true });
