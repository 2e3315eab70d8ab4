/** The story itself: title, summary, authors, languages, look. */
import { LanguageTexts } from "../../form/bound.tsx";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";

function StoryForm() {
  return (
    <>
      <h2>{t("Story")}</h2>
      <LanguageTexts kind="story" id="" field="title" label={t("Title")} />
    </>
  );
}

register({ id: "story", order: 10, name: () => t("Story"), View: StoryForm });
