/** Sources. */
import { app } from "../../app.ts";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";

function Form() {
  return <h2>{t("Sources")}</h2>;
}

register({ id: "sources", order: 50, name: () => t("Sources"), count: () => app().store.book.ids("source").length, View: Form });
