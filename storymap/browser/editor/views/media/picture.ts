/** The address of a file of the story's media folder, as the preview serves it. */
import { app } from "../../app.ts";

export function pictureAt(file: string): string {
  const { urls } = app().page;
  return new URL(`media/${file.split("/").map(encodeURIComponent).join("/")}`, new URL(urls.preview ?? "preview/", location.href)).href;
}
