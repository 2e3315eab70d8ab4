/** The languages that the story is told in; the first one is that of its files, and stays. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Combo } from "../../combo/combo.tsx";
import { Group } from "../../form/field.tsx";
import { languageChoices } from "../../home/languages.ts";
import { EntryTools } from "../../pick/tools.tsx";
import { languageName, spoken, t } from "../../words.ts";
import { languagesFor } from "./values.ts";

export function Languages(): JSX.Element {
  const { store } = app(), languages = store.languages.value, editable = store.mayEdit.value;

  function remove(language: string): void {
    store.set("story", "", "languages", languages.filter((one) => one !== language));
    store.say(t("{language} is no longer shown; its texts stay in the files.", { language: languageName(language) }));
  }

  return (
    <Group label={t("Told in")} help={t("Each text then has a field for each language, and what is missing is marked.")}>
      <ul class="picked">
        {languages.map((language, at) => (
          <li key={language}>
            <span>{languageName(language)} <span class="quiet-text" dir="ltr">{language}</span>{at === 0 ? ` – ${t("first")}` : ""}</span>
            {editable && at > 0 ? <EntryTools field="languages" at={at - 1} count={languages.length - 1} name={languageName(language)} remove={() => remove(language)} /> : null}
          </li>
        ))}
      </ul>
      {editable ? <AddLanguage languages={languages} /> : null}
    </Group>
  );
}

function AddLanguage({ languages }: { languages: readonly string[] }): JSX.Element {
  const { store, page } = app(), [words, setWords] = useState("");
  const all = useMemo(() => languageChoices(languageName, spoken(), page.languages.map(({ tag }) => tag)), []);
  const found = languagesFor(words, all, languages, languageName);

  function add(tag: string): void {
    store.set("story", "", "languages", [...languages, tag]);
    store.say(t("The story is told in {language} too.", { language: languageName(tag) }));
    setWords("");
  }

  return <Combo label={t("Add a language")} field="languages" text={words} floating first={found.length === 1 ? 0 : -1} type={setWords} choose={add}
    help={t("By its name, or by its tag, such as zh-Hant.")} status={words.trim() ? t("{n} to choose from", { n: found.length }) : ""}
    choices={found.map(({ value, label }) => ({ key: value, view: <span class="choice-main"><span>{label}</span><span class="choice-more" dir="ltr">{value}</span></span> }))} />;
}
