/** A picture that a person hangs in the map's place: it stays finer than one in the text. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { mediaAddress, send, UploadError, type Uploaded } from "../../media/uploads.ts";
import { t } from "../../words.ts";

export function Hang({ hang }: { hang(made: Uploaded): void }): JSX.Element {
  const { api, saver, store } = app(), id = useId();
  const [sent, setSent] = useState<number | null>(null), [fault, setFault] = useState("");

  async function take(file: File): Promise<void> {
    setFault("");
    setSent(0);
    try {
      // what hangs changes the story, and so must build on the version that has the file
      hang(await saver.outside(() => send(mediaAddress(api.root, saver.path, file.name, "map"), file, setSent)));
      store.say(t("{file} hangs in the map’s place.", { file: file.name }));
    } catch (error) {
      if (!(error instanceof UploadError)) throw error;
      setFault(`${file.name}: ${error.message}`);
    }
    setSent(null);
  }

  return (
    <div class="hang">
      <label class="button" for={id}>{t("Hang a picture in the map’s place")}</label>
      <input id={id} class="visually-hidden" type="file" accept="image/*" aria-describedby={`${id}-help`} disabled={sent !== null}
        onChange={({ currentTarget }) => { const [file] = currentTarget.files ?? []; if (file) void take(file); currentTarget.value = ""; }} />
      <p class="help" id={`${id}-help`}>{t("For paintings, documents and old maps: it stays fine enough to look at closely.")}</p>
      {sent !== null ? <progress aria-label={t("Sending the picture")} value={sent} max={1} /> : null}
      {fault ? <p class="error-text" role="alert">{fault}</p> : null}
    </div>
  );
}
