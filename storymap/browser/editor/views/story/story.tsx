/** The story itself: its words first, then who made it, its languages, its look, and whether readers see it. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { BoundSelect, BoundText, heldMessage, LanguageTexts } from "../../form/bound.tsx";
import { TextInput } from "../../form/controls.tsx";
import { ProblemsHere } from "../../problems/words.tsx";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";
import { Publishing } from "../../shell/publish.tsx";
import { Authors } from "./authors.tsx";
import { Languages } from "./languages.tsx";
import { Look } from "./look.tsx";

function StoryForm(): JSX.Element {
  const { store } = app(), held = heldMessage("story", "");
  return (
    <div class="story-form">
      <h2>{t("Story")}</h2>
      {held ? <p class="error-text" role="alert">{held}</p> : null}
      <ProblemsHere kind="story" id="" />
      <LanguageTexts kind="story" id="" field="title" label={t("Title")} />
      <LanguageTexts kind="story" id="" field="summary" label={t("Summary")} rows={4} help={t("Two sentences for the cover, and for whoever shares the story.")} />
      <h3>{t("Who made it")}</h3>
      <Authors />
      <div class="side-by-side">
        <BoundText kind="story" id="" field="licence" label={t("Licence")} help={t("Such as CC BY 4.0.")} />
        <BoundText kind="story" id="" field="published" label={t("Published on")} help={t("Such as 2026-11-22.")} />
      </div>
      <LanguageTexts kind="story" id="" field="cite" label={t("How to cite it")} help={t("Without it, made of authors, title and year.")} />
      <h3>{t("Languages")}</h3>
      <Languages />
      <h3>{t("How it is read")}</h3>
      <BoundSelect kind="story" id="" field="mode" label={t("Moving through it")} options={[{ value: "", label: t("step by step") }, { value: "scroll", label: t("scrolling") }].concat(store.book.text("story", "", "mode") === "step" ? [{ value: "step", label: t("step by step") }] : [])} />
      <TextInput label={t("Seconds per chapter when it plays by itself")} field="dwell" inputMode="numeric" value={store.book.text("story", "", "dwell")} placeholder="12" readOnly={!store.mayEdit.value} onInput={(value) => store.set("story", "", "dwell", value.trim(), true)} />
      <h3>{t("Look")}</h3>
      <Look />
      <h3>{t("Readers")}</h3>
      <Publishing />
    </div>
  );
}

register({ id: "story", order: 10, name: () => t("Story"), View: StoryForm });
