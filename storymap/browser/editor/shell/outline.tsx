/** The outline: sections with how many records each has, and the list of the open one. */
import { route, go } from "../route.ts";
import { sections, type Section } from "../sections.ts";
import { t } from "../words.ts";

function Entry({ section, open }: { section: Section; open: boolean }) {
  const count = section.count?.() ?? null;
  return (
    <li>
      <a href={`#${section.id}`} aria-current={open ? "page" : undefined} data-section={section.id}
        onClick={(event) => { event.preventDefault(); go(section.id, null, null, !section.List); }}>
        <span>{section.name()}</span>{count === null ? null : <span class="count">{count}</span>}
      </a>
      {open && section.List ? <section.List id={route.value.id} /> : null}
    </li>
  );
}

export function Outline() {
  const here = route.value.section;
  return (
    <nav class="pane outline" id="outline" tabIndex={-1} aria-label={t("Contents of the story")}>
      <ul class="outline-list">{sections().filter((section) => section.shown?.() ?? true).map((section) => <Entry key={section.id} section={section} open={section.id === here} />)}</ul>
    </nav>
  );
}
