/** What one file that opens from disk carries along besides its own text. */
import type { Outline } from "../player/outline.ts";

/** Values by language. */
type ByLanguage<T> = Record<string, T>;

/** The line of JSON that a pack begins with. */
interface Contents {
  player: string;
  /** Scripts that add foreign layers. */
  scripts?: string[];
  /** The interface's words for these layers. */
  words?: ByLanguage<Record<string, string>>;
  outline: Outline;
  /** The page as HTML in each language but the one that the file shows. */
  pages: ByLanguage<string>;
  /** The player's document, field by field. */
  islands: Record<string, ByLanguage<unknown>>;
  /** Drawn maps as SVG, by chapter. */
  maps: Record<string, ByLanguage<string>>;
  /** Downloads by their name. */
  data: Record<string, ByLanguage<string>>;
  /** Where in the rest each file begins and ends. */
  files: Record<string, [from: number, to: number]>;
}

export interface Pack extends Omit<Contents, "files"> {
  /** The basemap's tiles (`tiles`); the picture that shades hills and the story's own finer tiles, where it has them. */
  files: { tiles: ArrayBuffer; relief?: ArrayBuffer; archive?: ArrayBuffer };
}

declare global {
  var storymapPack: Pack | undefined;
}

const LINE_END = 10;

/** Read a pack: gzip in base64, a line of JSON and then the files. */
export async function readPack(text: string): Promise<Pack> {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const whole = new Uint8Array(await new Response(stream).arrayBuffer());
  const line = whole.indexOf(LINE_END);
  const { files, ...rest } = JSON.parse(new TextDecoder().decode(whole.subarray(0, line))) as Contents;
  const cut = Object.entries(files).map(([name, [from, to]]) => [name, whole.slice(line + 1 + from, line + 1 + to).buffer]);
  return { ...rest, files: Object.fromEntries(cut) };
}
