/** The player of a story that is one file: it opens from disk, with no network. */
import * as detail from "../player/basemap/detail.ts";
import { readDocument } from "../player/page.ts";
import { bring } from "../player/resources.ts";
import { fillDownloads } from "./downloads.ts";
import { languageOf, showLanguage } from "./language.ts";
import { bytes } from "./pack.ts";
import { drawMaps } from "./print.ts";

const pack = globalThis.storymapPack!;
const language = languageOf(new URL(location.href), pack.pages, document.documentElement.lang);
const { maps, data } = pack.pages[language]!;

showLanguage(pack, language);
fillDownloads(data);
addEventListener("beforeprint", () => drawMaps(maps));
const tiles = bytes(pack.tiles).buffer;
bring({
  outline: async () => pack.outline,
  detail: async () => detail,
  ground: ({ Ground }) => new Ground(tiles, language, true),
  relief: pack.relief === null ? null : new Blob([bytes(pack.relief)], { type: "image/webp" }),
  archive: pack.archive === null ? readDocument().urls.archive : bytes(pack.archive).buffer,
  choicesInAddress: location.protocol !== "file:",
});
void import("../player/main.ts");
