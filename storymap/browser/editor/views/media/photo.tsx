/** A photo that has just come: its words for those who don't see it, the chapter that shows it, its place and date. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Select, TextArea } from "../../form/controls.tsx";
import type { Uploaded } from "../../media/uploads.ts";
import { mediaOf, withFile } from "../../media/uses.ts";
import { fieldsAtPosition } from "../../places/candidates.ts";
import { Nearest } from "../../places/nearest.tsx";
import { written } from "../../places/positions.ts";
import type { Position } from "../../../player/document.ts";
import { freeId } from "../../store/order.ts";
import { languageName, t } from "../../words.ts";
import { pictureAt } from "./picture.ts";

export function NewPhoto({ photo, name, done }: { photo: Uploaded; name: string; done(): void }): JSX.Element {
  const { store } = app(), languages = store.languages.value, chapters = store.book.ids("chapter");
  const [alt, setAlt] = useState<Record<string, string>>({}), [chapter, setChapter] = useState(chapters[0] ?? "");
  const described = languages.some((language) => (alt[language] ?? "").trim() !== "");

  function attach(): void {
    const before = store.book.peek("chapter", chapter);
    const now = withFile(mediaOf(before), photo.file, languages.length > 1 ? alt : {}).map((item) => (item.file === photo.file && languages.length === 1 && described ? { ...item, alt: alt[languages[0]!]!.trim() } : item));
    store.set("chapter", chapter, "media", now);
    store.say(t("{chapter} shows the photo.", { chapter: store.nameOf("chapter", chapter) }));
    done();
  }

  return (
    <section class="new-photo" aria-label={name}>
      <img src={pictureAt(photo.file)} alt="" width={photo.width} height={photo.height} />
      <div>
        <h3 dir="auto">{name}</h3>
        {languages.map((language, index) => (
          <TextArea key={language} rows={2} lang={language} value={alt[language] ?? ""} onInput={(text) => setAlt({ ...alt, [language]: text })} required
            label={languages.length > 1 ? t("What the photo shows, {language}", { language: languageName(language) }) : t("What the photo shows")}
            help={index === 0 ? t("One sentence for those who don’t see it. Without it the photo stays under Problems.") : undefined} />
        ))}
        {photo.position ? <PhotoPlace position={[photo.position.lon, photo.position.lat]} photo={photo} name={name} /> : <p class="help">{t("The photo says nothing of its place.")}</p>}
        {chapters.length > 0 ? <Select label={t("Shown in the chapter")} value={chapter} onChange={setChapter} options={chapters.map((id) => ({ value: id, label: store.nameOf("chapter", id) }))} /> : <p class="help">{t("There is no chapter yet that could show it.")}</p>}
        <div class="row">
          {chapters.length > 0 ? <Button look="main" onClick={attach}>{described ? t("Show it in this chapter") : t("Show it in this chapter, describe it later")}</Button> : null}
          <Button onClick={done}>{t("Only keep the file")}</Button>
        </div>
      </div>
    </section>
  );
}

/** What the camera noted, offered and never taken by itself. */
function PhotoPlace({ position, photo, name }: { position: Position; photo: Uploaded; name: string }): JSX.Element {
  const { store } = app(), sites = store.book.ids("site");
  const [site, setSite] = useState(""), [made, setMade] = useState<string | null>(null), [dated, setDated] = useState(false);

  function make(): void {
    const words = name.replace(/\.[^.]+$/, ""), id = freeId(words, { has: (one) => store.book.has("site", one) }, "place");
    store.add("site", id, { name: words, ...fieldsAtPosition(position) }, null, { label: words });
    store.say(t("{name} is a new place. Give it a better name under Places.", { name: words }));
    setMade(id);
  }

  function use(): void {
    store.setAll("site", site, fieldsAtPosition(position));
    setMade(site);
  }

  function makeEvent(): void {
    const words = name.replace(/\.[^.]+$/, ""), id = freeId(words, { has: (one) => store.book.has("event", one) }, "event");
    store.add("event", id, { title: words, when: photo.taken!, ...(made ? { site: made } : {}) }, null, { label: words });
    setDated(true);
  }

  return (
    <div class="offer">
      <p>{t("The photo was taken at {position}.", { position: written(position, 5) })}</p>
      <Nearest position={position} others={[]} />
      {made ? <p role="status">{t("The place is {name}.", { name: store.nameOf("site", made) })}</p> : (
        <div class="row">
          <Button onClick={make}>{t("Make a place here")}</Button>
          {sites.length > 0 ? <Select label={t("Or put this place here")} value={site} onChange={setSite} options={[{ value: "", label: t("choose") }, ...sites.map((id) => ({ value: id, label: store.nameOf("site", id) }))]} /> : null}
          {site ? <Button onClick={use}>{t("Use for this place")}</Button> : null}
        </div>
      )}
      {photo.taken ? dated ? <p role="status">{t("The event is in the table of events.")}</p> : <p class="row">{t("Taken: {date}", { date: photo.taken })} <Button onClick={makeEvent}>{t("Make an event of this date")}</Button></p> : null}
    </div>
  );
}
