/** Problems of the story, each with a way to its field. */
import { app } from "../app.ts";
import { register } from "../sections.ts";
import { t } from "../words.ts";

function Problems() {
  return <h2>{t("Problems")}</h2>;
}

register({ id: "problems", order: 70, name: () => t("Problems"), count: () => app().store.problems.value.length, View: Problems });
