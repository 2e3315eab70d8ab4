/** An address that can be copied: with a button where the browser lets pages do that, else by hand, marked and ready. */
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { t } from "../../words.ts";

export function Copied({ label, text, opens, focus }: { label: string; text: string; opens?: boolean; focus?: boolean }): JSX.Element {
  const id = useId(), field = useRef<HTMLInputElement>(null), { store } = app();

  async function copy(): Promise<void> {
    field.current!.focus();
    field.current!.select();
    try {
      await navigator.clipboard.writeText(text);
      store.say(t("Copied."));
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
      store.say(t("The address is marked: copy it with the keyboard."));
    }
  }

  return (
    <div class="copied field">
      <label for={id}>{label}</label>
      <div class="copied-row">
        <input ref={(here) => { field.current = here; if (focus) here?.focus(); }} id={id} type="url" readOnly value={text} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
        <Button onClick={() => void copy()}>{t("Copy")}</Button>
        {opens ? <a class="button" href={text} target="_blank" rel="noopener">{t("Open")}</a> : null}
      </div>
    </div>
  );
}
