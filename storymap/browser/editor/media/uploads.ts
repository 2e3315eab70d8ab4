/** Sends photos to the server one after the other, with progress; a file that is refused does not stop the others. */
import { said, type Refusal } from "../api.ts";
import { t } from "../words.ts";

/** What the server made of a photo. */
export interface Uploaded {
  file: string;
  /** The same picture in more pixels. */
  large: string | null;
  width: number;
  height: number;
  bytes: number;
  position: { lon: number; lat: number } | null;
  /** EDTF. */
  taken: string | null;
  version: string;
}

export interface Sending {
  name: string;
  /** 0…1. */
  done: number;
  state: "waiting" | "sending" | "sent" | "refused";
  message: string;
  /** What the server answered. */
  made: Uploaded | null;
}

/** The files of a drop or a choice that are pictures. */
export function picturesOf(files: Iterable<File>): File[] {
  return [...files].filter(({ type, name }) => type.startsWith("image/") || /\.(jpe?g|png|webp|gif|avif|tiff?|heic)$/i.test(name));
}

/** Where a photo is sent to; one for the map's place stays finer. */
export function mediaAddress(root: string, path: string, name: string, place: "text" | "map" = "text"): string {
  const url = new URL(`${path}/media`, new URL(root, location.href));
  for (const [key, value] of Object.entries({ name, for: place, lang: document.documentElement.lang })) url.searchParams.set(key, value);
  return url.href;
}

/** Send one file; `fetch` tells nothing of its progress, so this is an XMLHttpRequest. */
export function send(url: string, file: File, progress: (done: number) => void): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new UploadError(t("The server does not answer.")));
    request.onload = () => {
      const answer = request.response as (Uploaded & { error?: Refusal }) | null;
      if (request.status < 300 && answer) resolve(answer);
      else reject(new UploadError(answer?.error ? said(answer.error) : t("The server answered with {status}.", { status: request.status })));
    };
    request.send(file);
  });
}

/** A file was not taken; the message says why. */
export class UploadError extends Error {}
