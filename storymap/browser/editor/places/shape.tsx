/** A line or an area of a place: drawn on the map, or written as a list of positions, one a line. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../app.ts";
import { ApiError } from "../api.ts";
import { Button } from "../form/buttons.tsx";
import { Select, TextArea } from "../form/controls.tsx";
import { Group } from "../form/field.tsx";
import { t } from "../words.ts";
import type { Geometry, Position } from "../../player/document.ts";
import type { Drawn } from "./drawing.ts";
import type { Found } from "./candidates.ts";
import { partsOf, plainPosition, readPositions, shapeOf, written, writtenGeometry, type Read, type Shape } from "./positions.ts";

export interface ShapeProps {
  geometry: Geometry | null;
  editable: boolean;
  drawing: Drawn | null;
  draw(shape: Drawn | null): void;
  change(geometry: Geometry | null): void;
  /** The middle of the map, for another position. */
  middle(): Position;
}

export function ShapeEditor(props: ShapeProps): JSX.Element {
  const { geometry, drawing, editable } = props;
  const own = geometry && geometry.type !== "Point" ? geometry : null;
  const [shape, setShape] = useState<Shape>(own ? shapeOf(own) : "Polygon");
  const [text, setText] = useState(own ? writtenGeometry(own) : "");
  const [trouble, setTrouble] = useState("");
  useEffect(() => { setText(own ? writtenGeometry(own) : ""); if (own) setShape(shapeOf(own)); setTrouble(""); }, [geometry]);

  async function use(): Promise<void> {
    const read = readPositions(text ?? "", shape, await reader(text ?? ""));
    setTrouble(troubleIn(read));
    if (read.geometry) props.change(read.geometry);
    else if (partsOf(text ?? "").length === 0) props.change(null);
  }

  return (
    <Group label={t("Line or area")} help={t("For a place that is more than a point: a river, a road, a province.")}>
      <div class="row">
        {drawing
          ? <Button onClick={() => props.draw(null)}>{t("Stop drawing")}</Button>
          : <>
              <Button disabled={!editable} onClick={() => props.draw("LineString")}>{t("Draw a line")}</Button>
              <Button disabled={!editable} onClick={() => props.draw("Polygon")}>{t("Draw an area")}</Button>
            </>}
        {own ? <Button look="danger" disabled={!editable} onClick={() => props.change(null)}>{t("Remove the shape")}</Button> : null}
      </div>
      {drawing ? <p class="help" role="status">{t("Click on the map for each corner; click the last one again to finish. Esc begins again.")}</p> : null}
      <details class="positions" open={own !== null || undefined}>
        <summary>{t("As a list of positions")}</summary>
        {text === null
          ? <p class="help">{t("This area has holes, which a list of positions can’t hold. Draw it anew, or edit sites.geojson.")}</p>
          : <>
              <Select label={t("The positions make")} value={shape} onChange={(value) => setShape(value as Shape)} disabled={!editable}
                options={[{ value: "Polygon", label: t("an area") }, { value: "LineString", label: t("a line") }]} />
              <TextArea label={t("Positions")} rows={6} value={text} readOnly={!editable} error={trouble || null} onInput={setText}
                help={t("One position a line, latitude first, in any notation; an empty line begins another part.")} />
              <div class="row">
                <Button disabled={!editable} onClick={() => setText(`${text.replace(/\n*$/, "")}${text.trim() ? "\n" : ""}${written(props.middle())}`)}>{t("Add the middle of the map")}</Button>
                <Button disabled={!editable} onClick={() => setText(text.replace(/\n*$/, "").split("\n").slice(0, -1).join("\n"))}>{t("Remove the last position")}</Button>
                <Button disabled={!editable} look="main" onClick={() => void use()}>{t("Use these positions")}</Button>
              </div>
            </>}
      </details>
    </Group>
  );
}

/** What names a position in this text: plain degrees at once, every other notation by the server. */
async function reader(text: string): Promise<(line: string) => Position | null> {
  const others = partsOf(text).flat().filter((line) => !plainPosition(line.text));
  const known = new Map(await Promise.all(others.map(async ({ text: q }) => [q, await positionOf(q)] as const)));
  return (line) => plainPosition(line) ?? known.get(line) ?? null;
}

async function positionOf(q: string): Promise<Position | null> {
  try {
    const { position } = await app().api.ask<Found>("places", { query: { q } });
    return position ? [position.lon, position.lat] : null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
}

function troubleIn({ unread, lacking }: Read): string {
  if (unread.length > 0) return unread.map(({ line, text }) => t("Line {line}: “{text}” is no position.", { line, text })).join(" ");
  if (lacking === "corners") return t("An area needs at least three different positions.");
  return lacking === "points" ? t("A line needs at least two positions.") : "";
}
