/** The fields of one chapter: words first, then what the map shows, then pictures. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { BoundCheckbox, heldMessage, LanguageTexts } from "../../form/bound.tsx";
import { ProblemsHere } from "../../problems/words.tsx";
import { go } from "../../route.ts";
import { before } from "../../store/order.ts";
import { inLanguage } from "../../store/state.ts";
import { languageName, t } from "../../words.ts";
import { ChapterMap } from "./map.tsx";
import { ChapterMedia } from "./pictures.tsx";
import { MarkdownField } from "./text.tsx";
import { WhenField } from "./when.tsx";

export function ChapterForm({ id }: { id: string }): JSX.Element {
  const { store } = app(), held = heldMessage("chapter", id), title = store.book.text("chapter", id, "title");
  const at = store.book.ids("chapter").indexOf(id) + 1;
  return (
    <section class="chapter-form" aria-label={title || id}>
      <p class="overline">{t("Chapter {n} of {all}", { n: at, all: store.book.ids("chapter").length })}</p>
      <h2 dir="auto">{title || t("Untitled chapter")}</h2>
      {held ? <p class="error-text" role="alert">{held}</p> : null}
      <ProblemsHere kind="chapter" id={id} />
      <LanguageTexts kind="chapter" id={id} field="title" label={t("Title")} />
      <Texts id={id} />
      <ChapterMap id={id} />
      <WhenField id={id} />
      <ChapterMedia id={id} />
      <LanguageTexts kind="chapter" id={id} field="map" label={t("The map in words")} rows={2} help={t("For those who don’t see the map. Without it, one is made of what the chapter shows.")} />
      <BoundCheckbox kind="chapter" id={id} field="draft" label={t("Draft: readers don’t see this chapter")} />
      {store.mayEdit.value ? <RemoveChapter id={id} /> : null}
    </section>
  );
}

function Texts({ id }: { id: string }): JSX.Element {
  const { store } = app(), languages = store.languages.value;
  const some = languages.some((language) => store.book.text("chapter", id, inLanguage("text", language, languages)));
  return (
    <div class="languages-side" role={languages.length > 1 ? "group" : undefined} aria-label={languages.length > 1 ? t("Text") : undefined}>
      {languages.map((language) => {
        const field = inLanguage("text", language, languages), missing = some && !store.book.text("chapter", id, field);
        const label = languages.length > 1 ? `${t("Text")}, ${languageName(language)}${missing ? ` – ${t("missing")}` : ""}` : t("Text");
        return <MarkdownField key={language} kind="chapter" id={id} field={field} lang={language} label={label} rows={12} />;
      })}
    </div>
  );
}

function RemoveChapter({ id }: { id: string }): JSX.Element {
  const { store } = app();

  function remove(): void {
    const name = store.nameOf("chapter", id), ids = store.book.order("chapter"), next = ids[ids.indexOf(id) + 1] ?? (before(ids, id) || null);
    store.remove("chapter", id);
    go("chapters", next);
    store.say(t("{name} is removed. Undo brings it back.", { name }));
  }

  return <p><Button look="danger" onClick={remove}>{t("Remove this chapter")}</Button></p>;
}
