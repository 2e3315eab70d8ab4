/** The languages that the story is told in; the first one is that of its files, and stays. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button, SignButton } from "../../form/buttons.tsx";
import { TextInput } from "../../form/controls.tsx";
import { Group } from "../../form/field.tsx";
import { languageName, t } from "../../words.ts";
import { languageTag } from "./values.ts";

export function Languages(): JSX.Element {
  const { store } = app(), languages = store.languages.value, [written, setWritten] = useState(""), [error, setError] = useState<string | null>(null);
  const editable = store.mayEdit.value;

  function add(): void {
    const tag = languageTag(written);
    if (!tag || !written.trim()) return setError(t("Write the tag of a language, such as vi, fr or zh-Hant."));
    if (languages.includes(tag)) return setError(t("The story has this language already."));
    store.set("story", "", "languages", [...languages, tag]);
    store.say(t("The story is told in {language} too.", { language: languageName(tag) }));
    setWritten("");
    setError(null);
  }

  return (
    <Group label={t("Told in")} help={t("Each text then has a field for each language, and what is missing is marked.")}>
      <ul class="picked">
        {languages.map((language, at) => (
          <li key={language}>
            <span>{languageName(language)} <span class="choice-more" dir="ltr">{language}</span>{at === 0 ? ` – ${t("first")}` : ""}</span>
            {editable && at > 0 ? <SignButton sign="remove" label={t("Take out {name}", { name: languageName(language) })} onClick={() => { store.set("story", "", "languages", languages.filter((one) => one !== language)); store.say(t("{language} is no longer shown; its texts stay in the files.", { language: languageName(language) })); }} /> : null}
          </li>
        ))}
      </ul>
      {editable ? (
        <form class="add-language" onSubmit={(event) => { event.preventDefault(); add(); }}>
          <TextInput label={t("Add a language")} field="languages" value={written} error={error} help={t("Its tag: vi for Vietnamese, fr for French.")} onInput={setWritten} />
          <Button onClick={add}>{t("Add")}</Button>
        </form>
      ) : null}
    </Group>
  );
}
