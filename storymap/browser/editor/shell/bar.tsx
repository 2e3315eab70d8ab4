/** The bar: back to all stories, the title, undo and redo, the status, and what readers see of the story. */
import { app } from "../app.ts";
import { Sign, SignButton } from "../form/buttons.tsx";
import { t } from "../words.ts";
import { isDraft, PublishButton } from "./publish.tsx";
import { StatusLine } from "./status.tsx";

export function Bar() {
  const { store, page } = app(), title = store.book.text("story", "", "title");
  const draft = isDraft();
  return (
    <header class="bar">
      <a class="bar-home" href={page.urls.home ?? "../"}><Sign name="back" /><span>{t("My stories")}</span></a>
      <h1 class="bar-title" dir="auto">{title || t("Untitled story")}</h1>
      <span class="state" data-draft={draft ? "" : undefined}>{draft ? t("Draft") : t("Published")}</span>
      <StatusLine />
      <div class="bar-tools" role="group" aria-label={t("Undo and redo")}>
        <SignButton sign="undo" label={t("Undo")} disabled={!store.canUndo} onClick={() => store.undo()} />
        <SignButton sign="redo" label={t("Redo")} disabled={!store.canRedo} onClick={() => store.redo()} />
      </div>
      <PublishButton />
    </header>
  );
}
