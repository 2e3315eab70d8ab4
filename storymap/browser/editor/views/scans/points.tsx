/** The points that tie a picture: by numbers, or by clicks on the picture and on the map; and how far each lies off. */
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Geometry, Position } from "../../../player/document.ts";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { TextInput } from "../../form/controls.tsx";
import { Group } from "../../form/field.tsx";
import { EntryTools } from "../../pick/tools.tsx";
import { MapView } from "../../places/place_map.tsx";
import { trimmed } from "../../places/positions.ts";
import type { Sheet } from "../../places/sheet.ts";
import { focusSoon } from "../../shell/keys.ts";
import type { MediaFile } from "../../store/state.ts";
import { t } from "../../words.ts";
import { percentOf } from "../chapters/states.ts";
import { pictureAt } from "../media/picture.ts";
import { placedSites } from "../places/neighbours.ts";
import { fitWords, pointWords, useFit, type Fit } from "./fit.ts";
import { Picture } from "./picture.tsx";
import { COORDINATES, EMPTY, keptOf, LIMITS, numberOf, pointsOf, rowsNow, tied, written, type Coordinate, type Row, type Scan } from "./values.ts";

/** How much of the picture shows on the map while its points are placed: the ground must be seen, too. */
const SEE_THROUGH = 0.75;

export function Points({ scan, file, change }: {
  scan: Scan; file: MediaFile | null;
  /** Other fields of the layer; changes of the same group are one step. */
  change(fields: Scan["fields"], group?: string): void;
}): JSX.Element {
  const { store } = app(), editable = store.mayEdit.value, width = file?.width ?? 0, height = file?.height ?? 0;
  const [held, setHeld] = useState<readonly Row[]>([]), [chosen, setActive] = useState(0);
  const rows = rowsNow(held, pointsOf(scan.fields, width, height)), active = Math.min(chosen, Math.max(0, rows.length - 1));
  const fit = useFit(rows, width, height, String(scan.fields.transformation ?? ""));

  function set(now: readonly Row[], group = ""): void {
    setHeld(now);
    change(tied(scan.fields, now) as Scan["fields"], group);
  }

  function put(at: number, now: Partial<Record<Coordinate, string>>, group = ""): void {
    const all = rows.length === 0 ? [EMPTY] : rows;
    set(all.map((row, other) => (other === at ? written(row, now) : row)), group);
  }

  function add(): void {
    set([...rows, EMPTY]);
    setActive(rows.length);
    focusSoon(`[data-point="${rows.length}"] input`);
  }

  return (
    <Group label={t("Where it lies")} help={editable ? t("A point says where one spot of the picture lies on the map: a bridge, a church, a corner of the grid. Spread them over the whole picture.") : undefined}>
      {editable ? <p class="help">{t("Clicks on the picture and on the map place point {n}.", { n: active + 1 })}</p> : null}
      <div class="scan-sides">
        {file?.width && file.height ? (
          <Picture src={pictureAt(file.file)} width={file.width} height={file.height} title={scan.title} rows={rows} active={active} editable={editable}
            pick={(x, y) => { put(active, { x: trimmed(x, 1), y: trimmed(y, 1) }); store.say(t("Point {n} is placed on the picture.", { n: active + 1 })); }} />
        ) : <p class="help">{t("The picture isn’t in the media folder; its points can be written as numbers.")}</p>}
        <Ground scan={scan} rows={rows} active={active} fit={typeof fit === "object" ? fit : null} file={file} choose={setActive}
          place={([lon, lat]) => { put(active, { lat: trimmed(lat), lon: trimmed(lon) }); store.say(t("Point {n} is placed on the map.", { n: active + 1 })); }} />
      </div>
      <Said fit={fit} numbers={rows.flatMap(({ kept }, at) => (kept ? [at + 1] : []))} />
      {rows.map((row, at) => (
        <Point key={at} at={at} row={row} count={rows.length} active={at === active} fit={fitOf(fit, rows, at)} choose={() => setActive(at)}
          put={(coordinate, text) => put(at, { [coordinate]: text }, `scan ${scan.key} ${at} ${coordinate}`)} remove={() => set(rows.filter((_, other) => other !== at))} />
      ))}
      {editable ? <p><button type="button" class="button" data-field="points" onClick={add}>{t("Add a point")}</button></p> : null}
    </Group>
  );
}

/** What the fit says of a row; nothing of one that the story doesn't hold yet. */
function fitOf(fit: Fit | string | null, rows: readonly Row[], at: number): string {
  const index = keptOf(rows.slice(0, at)).length, point = typeof fit === "object" && rows[at]!.kept ? fit?.points[index] : undefined;
  return point ? pointWords(point, (fit as Fit).error_km !== null) : "";
}

function Said({ fit, numbers }: { fit: Fit | string | null; numbers: readonly number[] }): JSX.Element {
  const words = fit === null ? [t("Reckoning …")] : typeof fit === "string" ? [fit] : fitWords(fit, numbers);
  return <p class="scan-fit" role="status" data-tied={(typeof fit === "object" && fit?.method) || undefined}>{words.join(" ")}</p>;
}

function Ground({ scan, rows, active, fit, file, choose, place }: {
  scan: Scan; rows: readonly Row[]; active: number; fit: Fit | null; file: MediaFile | null; choose(at: number): void; place(position: Position): void;
}): JSX.Element {
  const outline = fit?.outline, image = usePicture(file), [laid, setLaid] = useState(true), strength = SEE_THROUGH * percentOf(scan.fields.opacity) / 100;
  const placed = rows.flatMap((row, at) => {
    const lon = numberOf(row, "lon"), lat = numberOf(row, "lat");
    return lon === null || lat === null ? [] : [{ lon, lat, number: at + 1, words: t("Point {n}", { n: at + 1 }) }];
  });
  const key = JSON.stringify(placed), candidates = useMemo(() => placed, [key]), neighbours = useMemo(() => placedSites(""), []);
  const sheet = useMemo((): Sheet | null => (laid && image && fit?.method ? { image, mesh: fit.mesh, cells: fit.cells, strength } : null), [laid, image, fit?.mesh, strength]);
  const shape = useMemo((): Geometry | null => {
    if (!outline?.length) return null;
    return sheet ? { type: "LineString", coordinates: outline } : { type: "Polygon", coordinates: [outline] }; // nothing tints the picture
  }, [outline, sheet === null]);
  const chosen = candidates.findIndex(({ number }) => number === active + 1);
  return (
    <div class="scan-side scan-ground">
      <MapView label={t("Map with the points of {title}", { title: scan.title })} editable={app().store.mayEdit.value} look={scan.key} name={scan.title} position={null} km={null} uncertain={false} geometry={shape}
        candidates={candidates} chosen={chosen < 0 ? null : chosen} neighbours={neighbours} sheet={sheet} place={place} choose={(at) => choose(candidates[at]!.number - 1)} radius={() => undefined} />
      {image && fit?.method ? <p class="row"><Button look="quiet" pressed={laid} onClick={() => setLaid(!laid)}>{t("Picture on the map")}</Button></p> : null}
    </div>
  );
}

/** The picture of a file, once it is there. */
function usePicture(file: MediaFile | null): HTMLImageElement | null {
  const src = file?.width ? pictureAt(file.file) : "", [loaded, setLoaded] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    setLoaded(null);
    if (!src) return;
    const image = new Image();
    image.onload = () => setLoaded(image);
    image.src = src;
    return () => { image.onload = null; };
  }, [src]);
  return loaded;
}

function Point({ at, row, count, active, fit, choose, put, remove }: {
  at: number; row: Row; count: number; active: boolean; fit: string; choose(): void; put(coordinate: Coordinate, text: string): void; remove(): void;
}): JSX.Element {
  const editable = app().store.mayEdit.value, labels = { x: t("Pixels from the left"), y: t("Pixels from the top"), lat: t("Latitude"), lon: t("Longitude") };
  const wrong = (one: Coordinate) => (row[one].trim() !== "" && numberOf(row, one) === null ? t("A number from {least} to {most} is needed here.", { least: -LIMITS[one], most: LIMITS[one] }) : null);
  return (
    <div class="scan-point" data-point={at} data-active={active || undefined} onFocusIn={choose}>
      <Group label={t("Point {n}", { n: at + 1 })}>
        <div class="scan-numbers">
          {COORDINATES.map((one) => <TextInput key={one} label={labels[one]} inputMode="decimal" value={row[one]} readOnly={!editable} error={wrong(one)} onInput={(text) => put(one, text)} />)}
        </div>
        {fit ? <p class="help">{fit}</p> : null}
        {editable ? (
          <div class="row">
            <Button look="quiet" pressed={active} onClick={choose}>{t("Place it by clicks")}</Button>
            <EntryTools field="points" at={at} count={count} name={t("Point {n}", { n: at + 1 })} label={t("Take out point {n}", { n: at + 1 })} remove={remove} />
          </div>
        ) : null}
      </Group>
    </div>
  );
}
