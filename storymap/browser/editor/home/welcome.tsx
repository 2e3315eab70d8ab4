/** What a person sees who has no story yet: what a map story is made of, and the first thing to do. */
import type { JSX } from "preact";
import { t } from "../words.ts";
import type { HomeTools } from "./home.tsx";
import { NewStory } from "./new_story.tsx";

export function Welcome({ begins, ...tools }: HomeTools & { begins: boolean }): JSX.Element {
  if (!begins) {
    return (
      <div class="empty-state">
        <p class="empty-title">{t("No story is open to you yet")}</p>
        <p>{t("Whoever looks after a story can give you a part in it: as a viewer, an editor or an owner. Tell them the name that you sign in with.")}</p>
      </div>
    );
  }
  return (
    <div class="welcome">
      <section aria-labelledby="welcome-first">
        <h2 id="welcome-first">{t("Begin with a title")}</h2>
        <p>{t("A working title will do. You need no map, no coordinates and no picture to begin.")}</p>
        <NewStory {...tools} />
      </section>
      <section class="welcome-steps" aria-labelledby="welcome-then">
        <h2 id="welcome-then">{t("Then, step by step")}</h2>
        <ol>
          <Step name={t("Places")}>{t("Write a name in any language, and choose the right place on the map.")}</Step>
          <Step name={t("Events")}>{t("Say what happened there, and when: as exactly, or as roughly, as you know it.")}</Step>
          <Step name={t("Chapters")}>{t("Tell it in short chapters. Each shows its own part of the map.")}</Step>
          <Step name={t("Publish")}>{t("You see at every step what readers will see. Until you publish, nobody else does.")}</Step>
        </ol>
        <p class="help">{t("Everything is saved by itself while you write, and every earlier state can be had again.")}</p>
      </section>
    </div>
  );
}

function Step({ name, children }: { name: string; children: string }): JSX.Element {
  return <li><strong>{name}</strong><span>{children}</span></li>;
}
