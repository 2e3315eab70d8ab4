/** Other tabs and other people: look for their changes when they tell, when the window comes forward, and now and then. */
import type { Saver } from "./saver.ts";
import type { Store } from "./store.ts";

const EVERY = 30_000;

/** Keep the story fresh, and send what waits before the tab goes out of sight. */
export function listenForOthers(store: Store, saver: Saver): void {
  const channel = new BroadcastChannel(`storymap-editor/${store.story}`), tell = saver.onSaved;
  saver.onSaved = (changes) => { tell(changes); channel.postMessage("saved"); };
  channel.addEventListener("message", () => void saver.refresh());
  document.addEventListener("visibilitychange", () => (document.hidden ? saver.now(true) : void saver.refresh()));
  addEventListener("pagehide", () => saver.now(true));
  addEventListener("online", () => saver.now());
  addEventListener("focusout", (event) => { if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) saver.now(); });
  setInterval(() => { if (!document.hidden) void saver.refresh(); }, EVERY);
}
