/** The map beside a form: what `PlaceMap` draws, with buttons for all that a pointer or a wheel does. */
import type { JSX } from "preact";
import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef } from "preact/hooks";
import type { Ref } from "preact";
import { app } from "../app.ts";
import { spoken, t } from "../words.ts";
import { PlaceMap, type MapHandlers, type Shown } from "./map.ts";

export interface MapViewProps extends MapHandlers, Shown {
  /** What the map shows, for those who don't see it. */
  label: string;
  editable: boolean;
  /** The frame shows all whenever this changes. */
  look: string;
  map?: Ref<PlaceMap>;
}

export function MapView(props: MapViewProps): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<PlaceMap | null>(null);
  const handlers = useRef<MapHandlers>(props);
  const looked = useRef<string | null>(null);
  handlers.current = props;
  const id = useId();

  useLayoutEffect(() => {
    const { urls } = app().page;
    const made = new PlaceMap(frame.current!, {
      t, language: spoken(), editable: props.editable, help: { place: `${id}-place`, radius: `${id}-radius` },
      urls: { outline: urls.outline!, detail: urls.detail!, basemap: urls.basemap! },
    }, {
      place: (position) => handlers.current.place(position),
      choose: (index) => handlers.current.choose(index),
      radius: (km) => handlers.current.radius(km),
    });
    map.current = made;
    const measure = new ResizeObserver(() => made.resize());
    measure.observe(frame.current!);
    return () => { measure.disconnect(); made.remove(); map.current = null; };
  }, []);

  useImperativeHandle(props.map ?? null, () => map.current!, []);

  useEffect(() => {
    const { name, position, km, uncertain, geometry, candidates, chosen, neighbours, sheet = null } = props;
    map.current!.show({ name, position, km, uncertain, geometry, candidates, chosen, neighbours, sheet }, looked.current !== props.look);
    looked.current = props.look;
  }, [props.name, props.position?.[0], props.position?.[1], props.km, props.uncertain, props.geometry, props.candidates, props.chosen, props.neighbours, props.sheet, props.look]);

  return (
    <div class="map-view">
      <div ref={frame} class="map-frame" dir="ltr" aria-label={props.label} />
      <div class="map-buttons" role="group" aria-label={t("Move the map")}>
        <button type="button" aria-label={t("Nearer")} onClick={() => map.current!.zoom(1)}>+</button>
        <button type="button" aria-label={t("Farther")} onClick={() => map.current!.zoom(-1)}>−</button>
        <button type="button" aria-label={t("North")} onClick={() => map.current!.pan(0, -1)}>↑</button>
        <button type="button" aria-label={t("South")} onClick={() => map.current!.pan(0, 1)}>↓</button>
        <button type="button" aria-label={t("West")} onClick={() => map.current!.pan(-1, 0)}>←</button>
        <button type="button" aria-label={t("East")} onClick={() => map.current!.pan(1, 0)}>→</button>
        <button type="button" aria-label={t("Show all")} onClick={() => map.current!.look()}>⤢</button>
      </div>
      <p class="visually-hidden" id={`${id}-place`}>{t("Arrow keys move the place, with Shift ten times as far. Or drag it.")}</p>
      <p class="visually-hidden" id={`${id}-radius`}>{t("Arrow keys make the circle larger or smaller. Or drag its edge.")}</p>
    </div>
  );
}
