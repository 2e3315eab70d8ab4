/** Whether readers see the story: published after a look at what is still open, and made a draft again. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../app.ts";
import { Button } from "../form/buttons.tsx";
import { Dialog } from "../form/dialog.tsx";
import { go } from "../route.ts";
import type { Change } from "../store/changes.ts";
import { t } from "../words.ts";

export function isDraft(): boolean {
  return app().store.book.record("story", "")?.draft === true;
}

/** The button in the bar: to publish a draft, or the way to what readers see. */
export function PublishButton(): JSX.Element {
  const { store, page } = app(), [asking, setAsking] = useState(false), draft = isDraft();
  return (
    <>
      {draft && store.mayEdit.value ? <Button look="main" onClick={() => setAsking(true)}>{t("Publish")}</Button> : null}
      {!draft && page.urls.read ? <a class="button bar-read" href={page.urls.read} target="_blank">{t("Read it")}</a> : null}
      {asking ? <AskToPublish close={() => setAsking(false)} /> : null}
    </>
  );
}

/** The same with words, in the fields of the story. */
export function Publishing(): JSX.Element {
  const { store, page } = app(), draft = isDraft(), [asking, setAsking] = useState(false);
  return (
    <div class="publishing" data-field="draft" tabIndex={-1}>
      <p>{draft ? t("This story is a draft: only people with a role in it see it.") : t("This story is published: everybody can read it.")}</p>
      {!draft && page.urls.read ? <p><a href={page.urls.read} target="_blank">{new URL(page.urls.read, location.href).href}</a></p> : null}
      {store.mayEdit.value ? (draft ? <Button onClick={() => setAsking(true)}>{t("Publish")}</Button> : <Button onClick={() => withdraw()}>{t("Make it a draft again")}</Button>) : null}
      {asking ? <AskToPublish close={() => setAsking(false)} /> : null}
    </div>
  );
}

function withdraw(): void {
  const { store } = app();
  store.change([{ op: "set", kind: "story", id: "", field: "draft", was: null, now: true }], { label: t("the story"), message: t("Made a draft again") });
  store.say(t("The story is a draft again."));
}

function publish(): void {
  const { store, saver } = app(), now = new Date(), day = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const changes: Change[] = [{ op: "set", kind: "story", id: "", field: "draft", was: true, now: null }];
  if (!store.book.text("story", "", "published")) changes.push({ op: "set", kind: "story", id: "", field: "published", was: null, now: day });
  store.change(changes, { label: t("the story"), message: t("Published") });
  saver.now();
  store.say(t("The story is published."));
}

function AskToPublish({ close }: { close(): void }): JSX.Element {
  const { store, page } = app(), errors = store.problems.value.filter(({ severity }) => severity === "error").length;
  const chapters = store.book.ids("chapter"), hidden = chapters.filter((id) => store.book.peek("chapter", id)?.draft === true).length;
  const open: string[] = [
    ...(chapters.length === 0 ? [t("It has no chapter yet.")] : []),
    ...(errors === 1 ? [t("One problem is an error.")] : errors > 1 ? [t("{n} problems are errors.", { n: errors })] : []),
    ...(hidden === 1 ? [t("One chapter is a draft and stays hidden.")] : hidden > 1 ? [t("{n} chapters are drafts and stay hidden.", { n: hidden })] : []),
  ];
  const done = !isDraft(), address = new URL(page.urls.read ?? ".", location.href).href;
  const look = () => { close(); go("problems"); };
  const actions = done
    ? <><a class="button main" href={address} target="_blank">{t("Read it")}</a><Button onClick={close}>{t("Close")}</Button></>
    : <>{errors > 0 ? <Button onClick={look}>{t("Look at the problems")}</Button> : null}<Button onClick={close}>{t("Not yet")}</Button><Button look="main" onClick={publish}>{t("Publish")}</Button></>;
  return (
    <Dialog title={done ? t("The story is published") : t("Publish the story?")} onClose={close} actions={actions}>
      {done ? <p>{t("Everybody can read it at:")} <br /><a href={address} target="_blank">{address}</a></p> : (
        <>
          <p>{t("From then on everybody can read it, and every change shows at once. It can be made a draft again at any time.")}</p>
          {open.length > 0 ? <ul>{open.map((line) => <li key={line}>{line}</li>)}</ul> : null}
        </>
      )}
    </Dialog>
  );
}
