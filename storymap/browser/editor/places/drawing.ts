/** Drawing a line or an area on the map with terra-draw; the list of positions is the keyboard's equal way. */
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode, type HexColor } from "terra-draw";
import { TerraDrawLeafletAdapter } from "terra-draw-leaflet-adapter";
import type { Geometry } from "../../player/document.ts";

/** Leaflet's map, and the two of its makers that the adapter uses. */
export type Config = ConstructorParameters<typeof TerraDrawLeafletAdapter>[0];
export type Makers = Pick<Config["lib"], "geoJSON" | "circleMarker">;

export type Drawn = "LineString" | "Polygon";

/** Let a person draw one shape; returns what ends the drawing without one. */
export function draw(map: Config["map"], makers: Makers, shape: Drawn, colour: string, done: (geometry: Geometry) => void): () => void {
  const drawing = new TerraDraw({ adapter: adapterFor(map, makers), modes: [lineMode(colour as HexColor), areaMode(colour as HexColor)] });
  drawing.start();
  drawing.setMode(shape === "Polygon" ? "polygon" : "linestring");
  const stop = () => { if (drawing.enabled) drawing.stop(); };
  drawing.on("finish", (id) => {
    const geometry = drawing.getSnapshotFeature(id)?.geometry as Geometry | undefined;
    stop();
    if (geometry) done(geometry);
  });
  return stop;
}

function adapterFor(map: Config["map"], makers: Makers): TerraDrawLeafletAdapter {
  const adapter = new TerraDrawLeafletAdapter({ lib: makers as Config["lib"], map, coordinatePrecision: 6 });
  // The adapter's own way writes a style element, which the page's policy refuses; a pane's style does the same.
  const createPaneStyleSheet = (pane: string, zIndex: number) => {
    const made = map.getPane(pane) ?? map.createPane(pane);
    made.style.zIndex = String(600 + zIndex);
    return document.createElement("span");
  };
  return Object.assign(adapter, { createPaneStyleSheet });
}

function lineMode(colour: HexColor): TerraDrawLineStringMode {
  return new TerraDrawLineStringMode({
    styles: { lineStringColor: colour, lineStringWidth: 3, closingPointColor: colour, closingPointWidth: 6, closingPointOutlineColor: "#ffffff", closingPointOutlineWidth: 2 },
  });
}

function areaMode(colour: HexColor): TerraDrawPolygonMode {
  return new TerraDrawPolygonMode({
    styles: { fillColor: colour, fillOpacity: 0.15, outlineColor: colour, outlineWidth: 2, closingPointColor: colour, closingPointWidth: 6, closingPointOutlineColor: "#ffffff", closingPointOutlineWidth: 2 },
  });
}
