/** The stories, the one that changed last first: what each holds, whether readers see it, and what can be done with it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../form/buttons.tsx";
import { TextInput } from "../form/controls.tsx";
import { Dialog } from "../form/dialog.tsx";
import type { ListedStory } from "../page.ts";
import { folded } from "../tables/arrange.ts";
import { dateAndTime, languageName, t } from "../words.ts";
import { inThisLanguage } from "./address.ts";
import type { HomeTools } from "./home.tsx";

const MANY = 6;

export function Shelf({ stories, ...tools }: HomeTools & { stories: readonly ListedStory[] }): JSX.Element {
  const [query, setQuery] = useState(""), words = folded(query).split(/\s+/).filter(Boolean);
  const found = stories.filter(({ title, id }) => words.every((word) => folded(`${title} ${id}`).includes(word)));
  const shown = [...found].sort((one, other) => other.changed.localeCompare(one.changed));
  return (
    <>
      {stories.length > MANY ? <div class="home-search"><TextInput label={t("Search")} type="search" value={query} onInput={setQuery} /></div> : null}
      {query ? <p class="help" role="status">{t("{n} of {all} stories", { n: shown.length, all: stories.length })}</p> : null}
      <ul class="shelf">{shown.map((story) => <Story key={story.id} {...tools} story={story} />)}</ul>
    </>
  );
}

function Story({ story, ...tools }: HomeTools & { story: ListedStory }): JSX.Element {
  const [asking, setAsking] = useState(false), edit = inThisLanguage(story.edit, location.href);
  const outside = story.read || (story.broken ? "" : story.preview);
  return (
    <li class="shelf-story" data-draft={story.draft || undefined}>
      <Picture story={story} />
      <div>
        <h2 lang={story.language || undefined} dir="auto"><a href={edit} tabIndex={-1}>{story.title}</a></h2>
        <p class="shelf-state"><span class="state" data-draft={story.draft ? "" : undefined}>{story.draft ? t("Draft") : t("Published")}</span> {tools.page.visitor?.local ? null : <span>{roleWords(story)}</span>}</p>
        {story.broken ? <p class="error-text">{t("Its files can’t be read. The history of the story still has what was saved.")}</p> : <p class="shelf-facts">{facts(story)}</p>}
        <p class="shelf-facts">{t("Last changed")} <time dateTime={story.changed}>{dateAndTime(story.changed)}</time></p>
        <p class="shelf-acts">
          <a class="button" href={edit}>{story.role === "viewer" ? t("Look at it") : t("Edit")}<span class="visually-hidden"> {story.title}</span></a>
          {outside ? <a href={inThisLanguage(outside, location.href)}>{story.read ? t("Read it") : t("Preview")}<span class="visually-hidden"> {story.title}</span></a> : null}
          {story.role === "owner" && !tools.page.single ? <Button look="quiet" onClick={() => setAsking(true)}>{t("Move to the trash")}<span class="visually-hidden"> {story.title}</span></Button> : null}
        </p>
      </div>
      {asking ? <ToTrash {...tools} story={story} close={() => setAsking(false)} /> : null}
    </li>
  );
}

/** The drawn map, by day and by night; it says nothing that the words don't say. */
function Picture({ story }: { story: ListedStory }): JSX.Element {
  const at = (theme: string) => `${story.preview}map.svg?size=432x288&theme=${theme}`;
  if (story.broken) return <span class="shelf-map" aria-hidden="true" />;
  return (
    <picture class="shelf-map">
      <source media="(prefers-color-scheme: dark)" srcset={at("dark")} />
      <img src={at("light")} alt="" width={216} height={144} loading="lazy" decoding="async" />
    </picture>
  );
}

function facts({ chapters, sites, events, languages }: ListedStory): string {
  const counts = [
    chapters === 1 ? t("1 chapter") : t("{n} chapters", { n: chapters }), sites === 1 ? t("1 place") : t("{n} places", { n: sites }), events === 1 ? t("1 event") : t("{n} events", { n: events }),
  ];
  return [...counts, languages.map(languageName).join(", ")].join(" · ");
}

function roleWords({ role }: ListedStory): string {
  return { owner: t("You are its owner"), editor: t("You may edit it"), viewer: t("You may look at it") }[role];
}

function ToTrash({ story, api, act, changed, close }: HomeTools & { story: ListedStory; close(): void }): JSX.Element {
  const [busy, setBusy] = useState(false);

  async function move(): Promise<void> {
    setBusy(true);
    // whatever was saved a moment ago goes along, so the newest version is meant
    const done = await act(() => api.ask(`stories/${encodeURIComponent(story.id)}`, { method: "DELETE", headers: { "If-Match": "*" } }));
    close();
    if (done) await changed(t("{title} is in the trash.", { title: story.title }));
  }

  return (
    <Dialog title={t("Move “{title}” to the trash?", { title: story.title })} onClose={close}
      actions={<><Button look="danger" disabled={busy} onClick={() => void move()}>{t("Move it to the trash")}</Button><Button onClick={close}>{t("Keep it")}</Button></>}>
      <p>{story.draft ? t("Nobody can open it any more.") : t("Nobody can open it any more, readers included.")}</p>
      <p>{t("The trash brings it back with its whole history, as long as nobody deletes it there for good.")}</p>
    </Dialog>
  );
}
