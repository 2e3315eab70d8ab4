/** Opens the pack of a file that holds a whole story, and starts the player that is in it. */
import { bytes, type Pack } from "./pack.ts";

async function open(): Promise<void> {
  const packed = bytes(document.getElementById("storymap-pack")!.textContent!.trim());
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const pack = (await new Response(stream).json()) as Pack;
  globalThis.storymapPack = pack;
  const player = document.createElement("script");
  player.textContent = pack.player; // the page's policy knows its hash
  document.head.append(player);
}

open().catch((error: unknown) => {
  document.documentElement.classList.remove("js"); // the text stands without the player
  throw error;
});
