/** The player of a saved notebook: that of one file, with all of Leaflet for layers that others wrote. */
import "./plugins.ts";
import { ownMap } from "./leaflet.ts";
import { Guests, type Script } from "./guests.ts";
import "../single/single.ts";

declare global {
  /** Further plugins, which find the global `L`. */
  var storymapParts: (() => void)[] | undefined;
  var storymapForeign: Script[] | undefined;
}

for (const part of globalThis.storymapParts ?? []) part();
const guests = new Guests(globalThis.storymapForeign ?? [], ownMap);
document.addEventListener("storymap:step", (event) => guests.show((event as CustomEvent<string>).detail));
