/** Measures an embed's texts as they would stand in a frame of any height. */
import { heightFor, heightOfMap } from "./height.ts";

const root = document.documentElement;

/** The height to ask for now. */
export function wantedHeight(): number {
  const width = root.clientWidth;
  if (!root.classList.contains("js")) return root.scrollHeight; // a plain article
  if (root.dataset.show === "map") return heightOfMap(width);
  root.dataset.measuring = ""; // all chapters at once, in a column as high as they are
  const text = Math.max(0, ...[...document.querySelectorAll<HTMLElement>("article.chapter")].map((one) => one.offsetHeight));
  delete root.dataset.measuring;
  return heightFor(width, text);
}
