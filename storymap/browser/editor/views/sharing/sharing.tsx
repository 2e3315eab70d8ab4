/** The section "People and links": where readers find the story, who may do what with it, and links for people without an account. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { ApiError } from "../../api.ts";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";
import { Copied } from "./copied.tsx";
import { Links, type Link } from "./links.tsx";
import { People, type Roles } from "./people.tsx";

/** Do something with the server; when it refuses, the section says why, and the answer is null. */
export type Act = <T>(work: () => Promise<T>) => Promise<T | null>;

function Sharing(): JSX.Element {
  const { store, api, saver } = app(), [trouble, setTrouble] = useState("");
  const [roles, setRoles] = useState<Roles | null>(null), [links, setLinks] = useState<readonly Link[] | null>(null);
  const owner = store.role.value === "owner";

  async function act<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const done = await work();
      setTrouble("");
      return done;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setTrouble([error.message, ...error.problems.map(({ message }) => message)].join(" "));
      return null;
    }
  }

  async function readLinks(): Promise<void> {
    setLinks((await api.ask<{ links: Link[] }>(`${saver.path}/links`)).links);
  }

  useEffect(() => {
    if (owner) void act(() => Promise.all([api.ask<Roles>(`${saver.path}/roles`).then(setRoles), readLinks()]));
  }, [owner]);

  return (
    <div class="sharing">
      <h2>{t("People and links")}</h2>
      {trouble ? <p class="error-text" role="alert">{trouble}</p> : null}
      <Readers />
      {owner ? null : <p>{t("Only an owner of the story sees who may do what with it, and makes links.")}</p>}
      {owner && roles ? <People roles={roles} act={act} taken={setRoles} /> : null}
      {owner && links ? <Links links={links} act={act} changed={readLinks} /> : null}
    </div>
  );
}

/** Where readers find the story, or would find it. */
function Readers(): JSX.Element | null {
  const { store, page } = app(), draft = store.book.record("story", "")?.draft === true;
  if (!page.urls.read) return null;
  return (
    <section aria-labelledby="sharing-readers">
      <h3 id="sharing-readers">{t("What readers see")}</h3>
      <p>{draft ? t("The story is a draft: readers find nothing at its address yet.") : t("Everybody who has the address can read the story. Nobody needs an account for that.")}</p>
      <Copied label={t("Address for readers")} text={new URL(page.urls.read, location.href).href} opens={!draft} />
    </section>
  );
}

register({ id: "sharing", order: 90, name: () => t("People and links"), shown: () => app().store.role.value === "owner", View: Sharing, wide: true });
