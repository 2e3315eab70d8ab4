/** The page of all stories: which there are, a new one, the trash, and who is here. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, type Api } from "../api.ts";
import { Button } from "../form/buttons.tsx";
import type { ListedStory, PageIsland } from "../page.ts";
import { t } from "../words.ts";
import { NewStory } from "./new_story.tsx";
import { Shelf } from "./shelf.tsx";
import { Trash, type Trashed } from "./trash.tsx";
import { Visitor } from "./visitor.tsx";
import { Welcome } from "./welcome.tsx";

/** What the parts of the page may use. */
export interface HomeTools {
  page: PageIsland;
  api: Api;
  /** Do something with the server; when it refuses, the page says why, and the answer is false. */
  act(work: () => Promise<unknown>): Promise<boolean>;
  /** Read the lists again, and say what has happened. */
  changed(words: string): Promise<void>;
}

export function Home({ page, api }: { page: PageIsland; api: Api }): JSX.Element {
  const [stories, setStories] = useState<ListedStory[]>(page.stories ?? []), [trash, setTrash] = useState<Trashed[]>([]);
  const [trouble, setTrouble] = useState(""), [said, setSaid] = useState(""), [beginning, setBeginning] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  async function act(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      setTrouble("");
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setTrouble([error.message, ...error.problems.map(({ message }) => message)].join(" "));
      return false;
    }
  }

  async function readTrash(): Promise<void> {
    if (!page.single) setTrash((await api.ask<{ trash: Trashed[] }>("trash")).trash);
  }

  async function changed(words: string): Promise<void> {
    await act(async () => {
      setStories((await api.ask<{ stories: ListedStory[] }>("stories")).stories);
      await readTrash();
    });
    setSaid(words);
    heading.current?.focus();
  }

  useEffect(() => { void act(readTrash); }, []);

  const tools: HomeTools = { page, api, act, changed }, begins = page.begins === true && !page.single;
  return (
    <div class="home">
      <Visitor page={page} />
      <main id="main">
        <div class="home-head">
          <h1 ref={heading} tabIndex={-1}>{t("My stories")}</h1>
          {begins && stories.length > 0 && !beginning ? <Button look="main" onClick={() => setBeginning(true)}>{t("New story")}</Button> : null}
        </div>
        <p class="visually-hidden" role="status">{said}</p>
        {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
        {begins && beginning ? <NewStory {...tools} close={() => { setBeginning(false); heading.current?.focus(); }} /> : null}
        {stories.length > 0 ? <Shelf {...tools} stories={stories} /> : <Welcome {...tools} begins={begins} />}
        <Trash {...tools} trash={trash} />
      </main>
    </div>
  );
}
