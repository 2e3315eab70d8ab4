/** All places on one map, while none is open. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { app } from "../../app.ts";
import { MapView } from "../../places/place_map.tsx";
import { go } from "../../route.ts";
import { t } from "../../words.ts";
import { placedSites } from "./neighbours.ts";

const NONE: [] = [];

export function Overview(): JSX.Element {
  const sites = app().store.book.ids("site");
  const placed = placedSites(null), key = placed.map(({ id, position }) => `${id} ${position.join()}`).join("|");
  const marks = useMemo(() => placed.map(({ name, position: [lon, lat] }, index) => ({ lon, lat, words: `${index + 1}. ${name}` })), [key]);
  return (
    <section class="place-detail" aria-label={t("Map of all places")}>
      <MapView label={t("Map of all places")} editable={false} look={key} name="" position={null} km={null} uncertain={false} geometry={null}
        candidates={marks} chosen={null} neighbours={NONE} place={() => {}} radius={() => {}} choose={(index) => go("places", placed[index]!.id)} />
      <p class="help">{sites.length === placed.length ? t("Choose a place in the list or on the map.") : t("{n} of {all} places have no position yet.", { n: sites.length - placed.length, all: sites.length })}</p>
    </section>
  );
}
