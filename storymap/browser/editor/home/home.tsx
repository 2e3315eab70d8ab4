/** All stories of the person: their state, a new one, and the trash. */
import type { Api } from "../api.ts";
import type { PageIsland } from "../page.ts";
import { t } from "../words.ts";

export function Home(_: { page: PageIsland; api: Api }) {
  return <main class="home"><h1>{t("My stories")}</h1></main>;
}
