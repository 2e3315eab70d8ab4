/** What one file that opens from disk carries along besides its own text. */
import type { Outline } from "../player/outline.ts";

/** A story's page in one language. */
export interface PackedPage {
  /** The page as HTML, null for the language that the file shows as it is. */
  html: string | null;
  /** The player's document, as JSON. */
  island: string;
  /** Drawn maps as SVG, by chapter. */
  maps: Record<string, string>;
  /** Downloads by their name. */
  data: Record<string, string>;
}

/** Texts are as they are, what is not text is base64. */
export interface Pack {
  player: string;
  outline: Outline;
  /** The basemap's tiles, cut to the story. */
  tiles: string;
  relief: string | null;
  /** The story's own finer tiles. */
  archive: string | null;
  /** The story's media in the order in which the file shows them. */
  media: string[];
  pages: Record<string, PackedPage>;
}

declare global {
  var storymapPack: Pack | undefined;
}

/** The bytes that base64 text stands for. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
