/** Adding photos: dropped or picked, sent one after the other, then asked about: words, chapter, place, date. */
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { mediaAddress, picturesOf, send, UploadError, type Sending } from "../../media/uploads.ts";
import { t } from "../../words.ts";
import { NewPhoto } from "./photo.tsx";

export function Drop(): JSX.Element {
  const { api, saver, store } = app(), id = useId(), field = useRef<HTMLInputElement>(null);
  const [sendings, setSendings] = useState<Sending[]>([]), [over, setOver] = useState(false);
  const all = useRef<Sending[]>([]);

  function tell(at: number, now: Partial<Sending>): void {
    all.current = all.current.map((sending, index) => (index === at ? { ...sending, ...now } : sending));
    setSendings(all.current);
  }

  async function take(files: Iterable<File>): Promise<void> {
    const chosen = [...files], pictures = picturesOf(chosen);
    const first = all.current.length;
    all.current = [...all.current, ...pictures.map(({ name }): Sending => ({ name, done: 0, state: "waiting", message: "", made: null }))];
    setSendings(all.current);
    if (pictures.length < chosen.length) store.say(t("{n} files are no pictures and were left out.", { n: chosen.length - pictures.length }));
    // what is asked about a photo changes the story, and so must build on the version that has the photo
    await saver.outside(async () => { for (const [index, file] of pictures.entries()) await sendOne(file, first + index); });
    all.current.forEach((sending, at) => { if (sending.made && sending.state === "sending") tell(at, { state: "sent" }); });
  }

  async function sendOne(file: File, at: number): Promise<void> {
    tell(at, { state: "sending" });
    try {
      tell(at, { done: 1, made: await send(mediaAddress(api.root, saver.path, file.name), file, (done) => tell(at, { done })) });
      store.say(t("{file} is on the server.", { file: file.name }));
    } catch (error) {
      if (!(error instanceof UploadError)) throw error;
      tell(at, { state: "refused", message: error.message });
    }
  }

  return (
    <>
      <div class="drop" data-over={over || undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); void take(event.dataTransfer?.files ?? []); }}>
        <label class="button main" for={`${id}-files`}>{t("Add photos")}</label>
        <input ref={field} id={`${id}-files`} class="visually-hidden" type="file" accept="image/*" multiple aria-describedby={`${id}-help`}
          onChange={(event) => { void take([...(event.currentTarget.files ?? [])]); event.currentTarget.value = ""; }} />
        <p class="help" id={`${id}-help`}>{t("Or drop them here. Photos are made anew on the server: what a camera hides in them stays out, place and date are offered to you first.")}</p>
      </div>
      <ul class="sendings" aria-label={t("Photos that were added")}>
        {sendings.map((sending, index) => (
          <li key={index}>
            {sending.made && sending.state === "sent" ? <NewPhoto photo={sending.made} name={sending.name} done={() => tell(index, { made: null })} /> : null}
            {sending.state === "sending" || sending.state === "waiting" ? <><span dir="ltr">{sending.name}</span> <progress aria-label={sending.name} value={sending.done} max={1} /></> : null}
            {sending.state === "refused" ? <p class="error-text" role="alert"><span dir="ltr">{sending.name}</span>: {sending.message}</p> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
