/** Chapters. */
import { app } from "../../app.ts";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";

function Form() {
  return <h2>{t("Chapters")}</h2>;
}

register({ id: "chapters", order: 20, name: () => t("Chapters"), count: () => app().store.book.ids("chapter").length, View: Form });
