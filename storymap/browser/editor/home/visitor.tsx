/** Who is here, how they leave, and the language of the words. */
import type { JSX } from "preact";
import type { PageIsland } from "../page.ts";
import { t } from "../words.ts";

export function Visitor({ page }: { page: PageIsland }): JSX.Element {
  const { visitor } = page;
  return (
    <header class="home-bar">
      <a href={page.urls.library ?? "../"}>{t("What readers see")}</a>
      <nav class="home-languages" aria-label={t("Language")}>
        {page.languages.map(({ tag, name, url, current }) => <a key={tag} href={url} lang={tag} hrefLang={tag} aria-current={current ? "true" : undefined}>{name}</a>)}
      </nav>
      {visitor?.local ? <p>{t("On this machine, as {name}", { name: visitor.name })}</p> : (
        <form method="post" action={page.urls.logout}>
          <p>{visitor?.user ? t("Signed in as {name}", { name: visitor.name }) : t("Here by a link, as {name}", { name: visitor?.name ?? "" })}</p>
          <button type="submit" class="button">{t("Sign out")}</button>
        </form>
      )}
    </header>
  );
}
