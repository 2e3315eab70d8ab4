/** The section of media: the files of the story, and photos dropped or picked to be added. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { ApiError } from "../../api.ts";
import { Button } from "../../form/buttons.tsx";
import { Dialog } from "../../form/dialog.tsx";
import { size } from "../../media/uses.ts";
import { go } from "../../route.ts";
import { register } from "../../sections.ts";
import type { MediaFile } from "../../store/state.ts";
import { spoken, t } from "../../words.ts";
import { pictureAt } from "./picture.ts";
import { Drop } from "./drop.tsx";

/** A file dropped anywhere else on the page must not replace the editor. */
function useHarmlessDrops(): void {
  useEffect(() => {
    const harmless = (event: DragEvent) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); };
    addEventListener("dragover", harmless);
    addEventListener("drop", harmless);
    return () => { removeEventListener("dragover", harmless); removeEventListener("drop", harmless); };
  }, []);
}

function Media(): JSX.Element {
  const { store } = app(), files = store.media.value;
  useHarmlessDrops();
  return (
    <div class="media">
      <h2>{t("Media")}</h2>
      {store.mayEdit.value ? <Drop /> : null}
      {files.length === 0 ? <p class="help">{t("There is no picture yet.")}</p> : (
        <ul class="media-grid">{files.map((file) => <Tile key={file.file} file={file} />)}</ul>
      )}
    </div>
  );
}

function Tile({ file }: { file: MediaFile }): JSX.Element {
  const { store } = app(), [asking, setAsking] = useState(false);
  const facts = [file.width && file.height ? `${file.width} × ${file.height}` : "", size(file.bytes, spoken())].filter(Boolean).join(" · ");
  return (
    <li>
      {file.width ? <img src={pictureAt(file.file)} alt="" loading="lazy" decoding="async" /> : <span class="no-picture" aria-hidden="true">{file.file.split(".").at(-1)}</span>}
      <p class="file" dir="ltr">{file.file}</p>
      <p class="help">{facts}</p>
      {file.uses.length > 0 ? (
        <p class="help">{t("Shown in")} {file.uses.map((id, index) => <span key={id}>{index > 0 ? ", " : ""}<a href={`#chapters/${encodeURIComponent(id)}`} onClick={(event) => { event.preventDefault(); go("chapters", id); }}><bdi>{store.nameOf("chapter", id)}</bdi></a></span>)}</p>
      ) : null}
      {file.layers.length > 0 ? <p class="help">{t("On the map in the layer {title}", { title: file.layers.join(", ") })}</p> : null}
      {file.uses.length + file.layers.length === 0 ? <p class="help"><span class="lacks">{t("Not used yet")}</span></p> : null}
      {store.mayEdit.value ? <Button look="quiet" onClick={() => setAsking(true)}>{t("Delete")}<span class="visually-hidden"> {file.file}</span></Button> : null}
      {asking ? <Delete file={file} close={() => setAsking(false)} /> : null}
    </li>
  );
}

function Delete({ file, close }: { file: MediaFile; close(): void }): JSX.Element {
  const { api, saver, store } = app(), [trouble, setTrouble] = useState("");

  async function remove(): Promise<void> {
    try {
      await saver.outside((version) => api.ask(`${saver.path}/media/${encodeURIComponent(file.file)}`, { method: "DELETE", version }));
      close();
      store.say(t("{file} is deleted. The history still has it.", { file: file.file }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setTrouble(error.message);
    }
  }

  return (
    <Dialog title={t("Delete {file}?", { file: file.file })} onClose={close}
      actions={<><Button look="danger" onClick={() => void remove()}>{t("Delete it")}</Button><Button onClick={close}>{t("Keep it")}</Button></>}>
      {file.uses.length + file.layers.length > 0
        ? <p class="error-text">{t("This file is still used: {names}. There it will be missing.", { names: [...file.uses.map((id) => store.nameOf("chapter", id)), ...file.layers].join(", ") })}</p>
        : <p>{t("No chapter and no layer shows this file.")}</p>}
      <p>{t("The history keeps it: restoring an earlier revision brings it back.")}</p>
      {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
    </Dialog>
  );
}

register({ id: "media", order: 60, name: () => t("Media"), count: () => app().store.media.value.length, View: Media, wide: true });
