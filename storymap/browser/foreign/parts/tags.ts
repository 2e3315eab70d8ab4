/** Layers that a reader chooses by their tags: folium.plugins.TagFilterButton, whose own button wants a mouse. */
import { t } from "../interface.ts";
import looks from "./tags.css";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { L } = globalThis as unknown as { L: Anything };
document.head.append(Object.assign(document.createElement("style"), { textContent: looks }));

type Held = [layer: Anything, holder: Anything];

function tagsOf(layer: Anything): string[] {
  const tags: unknown = layer.options?.tags;
  return Array.isArray(tags) ? tags.map(String) : [];
}

/** The tagged layers of a map, each with what holds it: the map, or its cluster. */
function tagged(map: Anything): Held[] {
  const found: Held[] = [];
  map.eachLayer((layer: Anything) => {
    if (layer instanceof L.MarkerClusterGroup) found.push(...layer.getLayers().map((one: Anything): Held => [one, layer]));
    else if (!layer.__parent) found.push([layer, map]); // else its cluster answers for it
  });
  return found.filter(([layer]) => tagsOf(layer).length > 0);
}

/** Shows the layers that have one of the chosen tags, all when none is chosen. */
class Sieve {
  readonly chosen = new Set<string>();
  private readonly away = new Map<Anything, Anything>();

  sift(map: Anything): void {
    const fits = (layer: Anything): boolean => this.chosen.size === 0 || tagsOf(layer).some((tag) => this.chosen.has(tag));
    for (const [layer, holder] of this.away) if (fits(layer)) { this.away.delete(layer); holder.addLayer(layer); }
    for (const [layer, holder] of tagged(map)) if (!fits(layer)) { this.away.set(layer, holder); holder.removeLayer(layer); }
  }

  /** Forget what was chosen; what the map itself held comes back with its chapter. */
  end(map: Anything): void {
    this.chosen.clear();
    for (const [layer, holder] of this.away) if (holder !== map) holder.addLayer(layer);
    this.away.clear();
  }
}

function drawn(map: Anything, sieve: Sieve, tags: string[], clearText: string): HTMLElement {
  const box: HTMLDetailsElement = L.DomUtil.create("details", "foreign-tags"), summary = document.createElement("summary"), clear = document.createElement("button");
  const inputs = tags.map((tag) => {
    const label = document.createElement("label"), input = document.createElement("input");
    input.type = "checkbox";
    input.addEventListener("change", () => {
      sieve.chosen[input.checked ? "add" : "delete"](tag);
      sieve.sift(map);
    });
    label.append(input, tag);
    box.append(label);
    return input;
  });
  summary.textContent = t("Filter");
  clear.type = "button";
  clear.textContent = clearText === "clear" ? t("Show all") : clearText;
  clear.addEventListener("click", () => {
    sieve.chosen.clear();
    for (const input of inputs) input.checked = false;
    sieve.sift(map);
  });
  box.prepend(summary);
  box.append(clear);
  L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
  box.addEventListener("keydown", (event) => event.stopPropagation()); // the keys of the page are the story's
  return box;
}

function filter({ data, clearText }: { data: unknown[]; clearText: string }): Anything {
  const sieve = new Sieve();
  return Object.assign(new L.Control({ position: "topleft" }), {
    onAdd: (map: Anything) => drawn(map, sieve, data.map(String), clearText),
    onRemove: (map: Anything) => sieve.end(map),
  });
}

Object.assign(globalThis, { storymapTagFilter: filter });
