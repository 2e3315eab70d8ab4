/** Opens the pack of a file that holds a whole story, and starts the player that is in it. */
import { readPack } from "./pack.ts";

async function open(): Promise<void> {
  const pack = await readPack(document.getElementById("storymap-pack")!.textContent!.trim());
  globalThis.storymapPack = pack;
  for (const text of [...(pack.scripts ?? []), pack.player]) {
    const script = document.createElement("script");
    script.textContent = text; // the page's policy knows its hash
    document.head.append(script);
  }
}

open().catch((error: unknown) => {
  document.documentElement.classList.remove("js"); // the text stands without the player
  throw error;
});
