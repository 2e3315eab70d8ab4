/** The section of chapters: the list in the outline, the fields of the one that is open, and the preview beside them. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { go } from "../../route.ts";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";
import { ChapterForm } from "./form.tsx";
import { ChapterList } from "./list.tsx";

function Chapters({ id }: { id: string | null }): JSX.Element {
  const { book } = app().store, ids = book.ids("chapter");
  if (id !== null && book.record("chapter", id) !== null) return <ChapterForm id={id} />;
  return (
    <>
      <h2>{t("Chapters")}</h2>
      {ids.length === 0 ? <p>{t("There is no chapter yet. A chapter is a step of the story: a title, a text, and what the map shows with it. Write the title of the first one in the contents, and add it.")}</p> : (
        <>
          <p>{t("Choose a chapter in the contents. There they are moved too: by dragging, with the buttons, or with Alt and the arrow keys.")}</p>
          <p><a href={`#chapters/${encodeURIComponent(ids[0]!)}`} onClick={(event) => { event.preventDefault(); go("chapters", ids[0]!); }}>{t("Open the first chapter")}</a></p>
        </>
      )}
    </>
  );
}

register({ id: "chapters", order: 20, name: () => t("Chapters"), count: () => app().store.book.ids("chapter").length, View: Chapters, List: ChapterList });
