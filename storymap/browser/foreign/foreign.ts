/** The player of a saved notebook: that of one file, with all of Leaflet for layers that others wrote. */
import "./plugins.ts";
import { ownMap } from "./leaflet.ts";
import { Guests, type Script } from "./guests.ts";
import "../single/single.ts";

declare global {
  var storymapForeign: Script[] | undefined;
}

const guests = new Guests(globalThis.storymapForeign ?? [], ownMap);
document.addEventListener("storymap:step", (event) => guests.show((event as CustomEvent<string>).detail));
