/** The downloads of a story that is one file: links to what the file holds. */
import { parts } from "../player/page.ts";
import type { Pack } from "./pack.ts";

const TYPES: Record<string, string> = { csv: "text/csv", geojson: "application/geo+json" };

/** Let each link with `data-file` save its file. */
export function fillDownloads(data: Pack["data"], language: string): void {
  for (const link of parts<HTMLAnchorElement>("[data-file]")) {
    const name = link.dataset.file!;
    const type = TYPES[name.split(".").at(-1)!] ?? "text/plain";
    link.href = URL.createObjectURL(new Blob([data[name]?.[language] ?? ""], { type }));
  }
}
