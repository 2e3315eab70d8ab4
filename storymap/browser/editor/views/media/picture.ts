/** The address of a file of the story's media folder, as the preview serves it. */
import { app } from "../../app.ts";

export function pictureAt(file: string): string {
  const { urls, preview } = app().page;
  const root = urls.preview ?? (typeof preview === "string" ? preview : "preview/");
  return new URL(`media/${file.split("/").map(encodeURIComponent).join("/")}`, new URL(root, location.href)).href;
}
