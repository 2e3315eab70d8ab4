/** Begins a story: a title, a language, and whether it is empty or a copy of one that comes with Storymap. */
import type { JSX } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../form/buttons.tsx";
import { Select, TextInput } from "../form/controls.tsx";
import { languageName, spoken, t } from "../words.ts";
import { editorOf } from "./address.ts";
import type { HomeTools } from "./home.tsx";
import { languageChoices } from "./languages.ts";

export function NewStory({ page, api, act, close }: HomeTools & { close?: () => void }): JSX.Element {
  const [title, setTitle] = useState(""), [missing, setMissing] = useState(false), [busy, setBusy] = useState(false);
  const [language, setLanguage] = useState(spoken().split("-")[0]!), [source, setSource] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const languages = useMemo(() => languageChoices(languageName, spoken(), page.languages.map(({ tag }) => tag)), []);
  useEffect(() => { if (close) form.current?.querySelector("input")?.focus(); }, []);

  async function begin(): Promise<void> {
    if (busy) return;
    if (!title.trim()) { setMissing(true); form.current?.querySelector("input")?.focus(); return; }
    setBusy(true);
    const done = await act(async () => {
      const { id } = await api.ask<{ id: string }>("stories", { method: "POST", body: source ? { title: title.trim(), from: source } : { title: title.trim(), language } });
      location.assign(editorOf(id, page.urls.home ?? "", location.href));
    });
    if (!done) setBusy(false);
  }

  return (
    <form ref={form} class="new-story" aria-label={t("New story")} noValidate onSubmit={(event) => { event.preventDefault(); void begin(); }}>
      <TextInput label={t("Title")} help={t("It can be changed at any time.")} value={title} required error={missing && !title.trim() ? t("A story needs a title to begin with.") : null} onInput={setTitle} />
      {page.shipped && page.shipped.length > 0 ? <Start shipped={page.shipped} source={source} choose={setSource} /> : null}
      {source ? null : <Select label={t("Language")} help={t("Of the story. Others can be added in the editor.")} value={language} options={languages} onChange={setLanguage} />}
      <div class="row">
        <button type="submit" class="button main" aria-disabled={busy ? "true" : undefined}>{busy ? t("Beginning…") : t("Begin the story")}</button>
        {close ? <Button onClick={close}>{t("Cancel")}</Button> : null}
      </div>
      <p class="help">{t("It begins as a draft: nobody else sees it until you publish it.")}</p>
    </form>
  );
}

function Start({ shipped, source, choose }: { shipped: { id: string; title: string }[]; source: string; choose(id: string): void }): JSX.Element {
  const name = useId();
  const choices = [{ id: "", label: t("Empty") }, ...shipped.map(({ id, title }) => ({ id, label: t("As a copy of “{title}”, to look round and try things", { title }) }))];
  return (
    <fieldset class="group">
      <legend>{t("How it begins")}</legend>
      {choices.map(({ id, label }) => (
        <div class="check" key={id}>
          <input type="radio" name={name} id={`${name}-${id}`} checked={source === id} onChange={() => choose(id)} />
          <label for={`${name}-${id}`}>{label}</label>
        </div>
      ))}
    </fieldset>
  );
}
