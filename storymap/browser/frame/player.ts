/** The player in an article's frame: one classic script, whose first map picture needs no further request. */
import type { Outline } from "../player/outline.ts";
import { part, readDocument } from "../player/page.ts";
import { bring, resourcesOf } from "../player/resources.ts";

bring({
  ...resourcesOf(readDocument()),
  outline: async () => JSON.parse(part("#storymap-outline").textContent!) as Outline,
});
void import("../player/main.ts");
