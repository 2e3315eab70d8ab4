/** Heat and coloured areas through time: folium.plugins.HeatMapWithTime and TimeSliderChoropleth, with one slider. */
import { asHtml } from "../html.ts";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { L, moment } = globalThis as unknown as { L: Anything; moment: (date: Date) => { format(form: string): string } };

interface Steps {
  /** What each step is called. */
  labels: string[];
  /** The first step that is shown, from 0. */
  start: number;
  /** Options of the control. */
  options: Record<string, unknown>;
  /** Show a step. */
  show(step: number): void;
}

/** A layer with a slider: both come and go together. */
function throughTime(layer: Anything, { labels, start, options, show }: Steps): Anything {
  const dimension = L.timeDimension({ times: labels.map((_, step) => step + 1), currentTime: start + 1 });
  const Slider = L.Control.TimeDimension.extend({ _getDisplayDateFormat: (date: Date) => asHtml(labels[date.getTime() - 1] ?? "") });
  const control = new Slider({ timeDimension: dimension, position: "bottomleft", timeZones: ["UTC"], ...options });
  const shown = (): void => show(dimension.getCurrentTime() - 1);
  const group = L.layerGroup([layer]);
  const { onAdd, onRemove } = group;
  return Object.assign(group, {
    onAdd(map: Anything): void {
      onAdd.call(group, map);
      control.addTo(map);
      dimension.on("timeload", shown);
      shown();
    },
    onRemove(map: Anything): void {
      dimension.off("timeload", shown);
      control.remove();
      onRemove.call(group, map);
    },
  });
}

interface Heat {
  radius: number;
  minOpacity: number;
  maxOpacity: number;
  /** Whether the radius is that at zoom 0. */
  scaleRadius: boolean;
  /** Whether the most of each step is the full colour, and not 1. */
  useLocalExtrema: boolean;
  gradient?: Record<string, string>;
}

type Spot = [latitude: number, longitude: number, weight?: number];

/** Frames of points, each with a name. */
function heat(frames: Spot[][], labels: string[], looks: Heat, options: Record<string, unknown>): Anything {
  const { radius, minOpacity, maxOpacity, gradient } = looks;
  // maxZoom keeps the weights as they are at every zoom
  const layer = L.heatLayer([], { radius, blur: radius, minOpacity, maxZoom: 0, max: 1, ...(gradient ? { gradient } : {}) });
  const size = (): void => {
    if (looks.scaleRadius) layer.setOptions({ radius: radius * 2 ** layer._map.getZoom(), blur: radius * 2 ** layer._map.getZoom() });
  };
  layer.on("add", () => {
    layer._canvas.style.opacity = String(maxOpacity);
    size();
    layer._map.on("zoomend", size);
  }).on("remove", () => layer._map?.off("zoomend", size));
  return throughTime(layer, {
    labels, start: 0, options,
    show(step) {
      const spots = (frames[step] ?? []).map(([latitude, longitude, weight = 1]) => [latitude, longitude, weight]);
      const most = spots.reduce((so, [, , weight]) => Math.max(so, weight!), 0);
      layer.options.max = looks.useLocalExtrema && most > 0 ? most : 1;
      layer.setLatLngs(spots);
    },
  });
}

type Colours = Record<string, Record<string, { color?: string; opacity?: number }>>;
interface Areas {
  /** Seconds since 1970. */
  times: string[];
  start: number;
  dateFormat: string;
  highlight: boolean;
  stroke: { color: string; weight: number; opacity: number };
}

/** Areas whose colours change; where a time has none for an area, it has none. */
function areas(data: Anything, colours: Colours, { times, start, dateFormat, highlight, stroke }: Areas): Anything {
  let now = times[start]!;
  const looks = (feature: Anything): Record<string, unknown> => {
    const { color = "#fff", opacity = 0 } = colours[String(feature.id)]?.[now] ?? {};
    return { ...stroke, dashArray: "5,5", fillColor: color, fillOpacity: opacity };
  };
  const layer = L.geoJson(data, { style: looks });
  if (highlight) {
    layer.on("mouseover", ({ layer: area }: Anything) => area.setStyle({ fillOpacity: 1 }));
    layer.on("mouseout", ({ layer: area }: Anything) => area.setStyle(looks(area.feature)));
  }
  return throughTime(layer, {
    start, options: { speedSlider: false },
    labels: times.map((time) => moment(new Date(Number.parseInt(time) * 1000)).format(dateFormat)),
    show(step) {
      now = times[step]!;
      layer.setStyle(looks);
    },
  });
}

Object.assign(globalThis, { storymapHeatThroughTime: heat, storymapAreasThroughTime: areas });
