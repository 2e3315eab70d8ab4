/** The pictures and other media of a chapter: taken from the media library, described, put in order. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { Checkbox, Select, TextArea, TextInput } from "../../form/controls.tsx";
import { fileOf, hung, isInMap, mediaOf, placed, type Item } from "../../media/uses.ts";
import { go } from "../../route.ts";
import { EntryTools } from "../../pick/tools.tsx";
import { languageName, t } from "../../words.ts";
import { pictureAt } from "../media/picture.ts";
import { Hang } from "./hang.tsx";
import { withWords, wordsIn } from "./values.ts";

const PICTURE = /\.(jpe?g|png|webp|gif|avif)$/i;

export function ChapterMedia({ id }: { id: string }): JSX.Element {
  const { store } = app(), media = mediaOf(store.book.record("chapter", id)), editable = store.mayEdit.value;
  const used = new Set(media.flatMap((item) => [fileOf(item), fileOf({ file: item.large ?? null })])), left = store.media.value.filter(({ file }) => !used.has(file));
  const set = (items: readonly Item[], group = "") => store.setAll("chapter", id, { media: items.length > 0 ? [...items] : null }, { group });

  function swap(at: number, by: number): void {
    const items = [...media];
    [items[at], items[at + by]] = [items[at + by]!, items[at]!];
    set(items);
    store.say(t("{name} is now number {n}.", { name: nameOf(media[at]!), n: at + 1 + by }));
  }

  return (
    <>
      <h3 data-field="media" tabIndex={-1}>{t("Pictures, sound and film")}</h3>
      <ul class="chapter-media">
        {media.map((item, at) => (
          <li key={`${fileOf(item)} ${String(item.url ?? "")}`}>
            <Words item={item} change={(now, key) => set(media.map((one, other) => (other === at ? now : one)), `chapter ${id} media ${at} ${key}`)} place={(inMap) => set(placed(media, at, inMap))} />
            {editable ? (
              <EntryTools field="media" at={at} count={media.length} name={nameOf(item)} move={(by) => swap(at, by)} remove={() => set(media.filter((_, other) => other !== at))} />
            ) : null}
          </li>
        ))}
      </ul>
      {editable && left.length > 0 ? <Select label={t("Add from the media library")} value="" onChange={(file) => { if (file) { set([...media, { file }]); store.say(t("{name} is added.", { name: file })); } }}
        options={[{ value: "", label: t("choose") }, ...left.map(({ file }) => ({ value: file, label: file }))]} /> : null}
      {editable ? <Hang hang={(made) => set(hung(mediaOf(store.book.peek("chapter", id)), made))} /> : null}
      {editable ? <p><a href="#media" onClick={(event) => { event.preventDefault(); go("media"); }}>{t("Add photos in the media library")}</a></p> : null}
    </>
  );
}

function nameOf(item: Item): string {
  return fileOf(item) || String(item.url ?? "");
}

function Words({ item, change, place }: { item: Item; change(item: Item, key: string): void; place(inMap: boolean): void }): JSX.Element {
  const { store } = app(), languages = store.languages.value, first = languages[0]!, readOnly = !store.mayEdit.value, file = fileOf(item);
  const set = (key: string, language: string) => (words: string) => {
    const value = withWords(item[key], language, words, languages), { [key]: _, ...rest } = item;
    change(value === null ? rest : { ...item, [key]: value }, `${key} ${language}`);
  };
  const named = (label: string, language: string) => (languages.length > 1 ? `${label}, ${languageName(language)}` : label);
  return (
    <div class="media-words">
      {file && PICTURE.test(file) ? <img src={pictureAt(file)} alt="" loading="lazy" /> : <span class="no-picture" aria-hidden="true">♪</span>}
      <div>
        <p class="file" dir="ltr">{nameOf(item)}</p>
        {languages.map((language) => <TextArea key={`alt ${language}`} rows={2} lang={language} label={named(t("What it shows"), language)} value={wordsIn(item.alt, language, first)} readOnly={readOnly} onInput={set("alt", language)}
          help={language === first ? t("For those who don’t see it.") : undefined} />)}
        {languages.map((language) => <TextInput key={`caption ${language}`} lang={language} label={named(t("Caption"), language)} value={wordsIn(item.caption, language, first)} readOnly={readOnly} onInput={set("caption", language)} />)}
        <TextInput label={t("Credit")} value={wordsIn(item.credit, first, first)} readOnly={readOnly} onInput={set("credit", first)} />
        {PICTURE.test(file) ? <Checkbox label={t("Show in the map’s place")} help={t("It hangs there whole, and readers can zoom into it.")} checked={isInMap(item)} disabled={readOnly} onChange={place} /> : null}
      </div>
    </div>
  );
}
