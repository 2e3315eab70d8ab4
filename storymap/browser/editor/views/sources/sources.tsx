/** The section of sources: the list beside the fields of the one that is open. */
import type { JSX } from "preact";
import { app } from "../../app.ts";
import { register } from "../../sections.ts";
import { t } from "../../words.ts";
import { SourceForm } from "./form.tsx";
import { SourceList } from "./list.tsx";

function Sources({ id }: { id: string | null }): JSX.Element {
  const { store } = app(), here = id !== null && store.book.record("source", id) !== null ? id : null;
  return (
    <div class="two-panes" data-open={here !== null || undefined}>
      <SourceList id={here} />
      {here === null ? <p class="pane-none help">{t("Choose a source in the list, or add one.")}</p> : <SourceForm key={here} id={here} />}
    </div>
  );
}

register({ id: "sources", order: 50, name: () => t("Sources"), count: () => app().store.book.ids("source").length, View: Sources, wide: true });
