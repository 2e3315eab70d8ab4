/** The player of a story that is one file: it opens from disk, with no network. */
import * as detail from "../player/basemap/detail.ts";
import * as layers from "../player/layers/layers.ts";
import { readDocument } from "../player/page.ts";
import { bring } from "../player/resources.ts";
import { fillDownloads } from "./downloads.ts";
import { languageOf, showLanguage } from "./language.ts";
import { drawCompared, drawMaps } from "./print.ts";

const pack = globalThis.storymapPack!;
const language = languageOf(new URL(location.href), pack.pages, document.documentElement.lang);

showLanguage(pack, language);
const onDisk = location.protocol === "file:";
fillDownloads(pack.data, language);
addEventListener("beforeprint", () => {
  drawMaps(pack.maps, language);
  drawCompared();
});
const { tiles, relief, archive } = pack.files;
bring({
  outline: async () => pack.outline,
  detail: async () => detail,
  layers: async () => layers,
  ground: ({ Ground }) => new Ground(tiles, language, true),
  relief: relief ? new Blob([relief], { type: "image/webp" }) : null,
  archive: archive ?? readDocument().urls.archive,
  choicesInAddress: !onDisk,
});
void import("../player/main.ts");
