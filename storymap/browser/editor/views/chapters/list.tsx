/** The chapters in the outline: numbered, added by their title, moved by dragging, by buttons, or with Alt and arrow keys. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button, SignButton } from "../../form/buttons.tsx";
import { go } from "../../route.ts";
import { focusSoon } from "../../shell/keys.ts";
import { freeId, inserted, moved, takenWord } from "../../store/order.ts";
import { inLanguage } from "../../store/state.ts";
import { languageName, t } from "../../words.ts";

function reorder(order: readonly string[], id: string): void {
  const { store } = app();
  store.set("story", "", "chapters", [...order]);
  store.say(t("{name} is now chapter {n} of {all}.", { name: store.nameOf("chapter", id), n: order.indexOf(id) + 1, all: order.length }));
}

export function move(id: string, by: number): void {
  const order = app().store.book.order("chapter"), now = moved(order, id, by);
  if (now.indexOf(id) !== order.indexOf(id)) reorder(now, id);
}

export function ChapterList({ id }: { id: string | null }): JSX.Element {
  const { store } = app(), ids = store.book.ids("chapter"), [dragged, setDragged] = useState<string | null>(null), [over, setOver] = useState<string | null>(null);

  function drop(target: string): void {
    if (dragged && dragged !== target) {
      const down = ids.indexOf(dragged) < ids.indexOf(target), rest = ids.filter((one) => one !== dragged);
      reorder(inserted(rest, dragged, down ? target : (rest[rest.indexOf(target) - 1] ?? "")), dragged);
    }
    setDragged(null);
    setOver(null);
  }

  return (
    <>
      <ol class="chapter-list" aria-label={t("Chapters")}>
        {ids.map((one, at) => (
          <li key={one} data-current={one === id || undefined} data-over={over === one && dragged !== one ? (ids.indexOf(dragged ?? "") < at ? "below" : "above") : undefined} data-dragged={dragged === one || undefined}
            draggable={store.mayEdit.value} onDragStart={(event) => { setDragged(one); event.dataTransfer!.effectAllowed = "move"; event.dataTransfer!.setData("text/plain", one); }}
            onDragOver={(event) => { if (dragged) { event.preventDefault(); setOver(one); } }} onDragEnd={() => { setDragged(null); setOver(null); }} onDrop={(event) => { event.preventDefault(); drop(one); }}>
            <Entry id={one} at={at} count={ids.length} current={one === id} />
          </li>
        ))}
      </ol>
      {store.mayEdit.value ? <AddChapter after={id} /> : null}
    </>
  );
}

function Entry({ id, at, count, current }: { id: string; at: number; count: number; current: boolean }): JSX.Element {
  const { store } = app(), name = store.book.text("chapter", id, "title") || id, lacks = missing(id);
  const marks = [store.book.record("chapter", id)?.draft === true ? t("draft") : "", lacks.length > 0 ? t("without {languages}", { languages: lacks.map(languageName).join(", ") }) : ""].filter(Boolean);

  function press(event: KeyboardEvent): void {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0 || !store.mayEdit.peek()) return;
    event.preventDefault();
    move(id, by);
    focusSoon(`.chapter-list a[data-id="${CSS.escape(id)}"]`);
  }

  return (
    <>
      <a href={`#chapters/${encodeURIComponent(id)}`} data-id={id} draggable={false} aria-current={current ? "true" : undefined} onKeyDown={press} onClick={(event) => { event.preventDefault(); go("chapters", id); }}>
        <span class="chapter-number" aria-hidden="true">{at + 1}</span>
        <span><span dir="auto">{name}</span>{marks.length > 0 ? <span class="item-facts">{marks.join(" · ")}</span> : null}</span>
      </a>
      {current && store.mayEdit.value ? (
        <span class="chapter-tools">
          <SignButton sign="up" data={`up ${id}`} label={t("Move {name} up", { name })} disabled={at === 0} onClick={() => { move(id, -1); focusSoon(`[data-do="up ${CSS.escape(id)}"]`); }} />
          <SignButton sign="down" data={`down ${id}`} label={t("Move {name} down", { name })} disabled={at === count - 1} onClick={() => { move(id, 1); focusSoon(`[data-do="down ${CSS.escape(id)}"]`); }} />
        </span>
      ) : null}
    </>
  );
}

/** The languages of the story that a chapter has no text or no title in. */
function missing(id: string): string[] {
  const { store } = app(), languages = store.languages.value;
  if (languages.length < 2) return [];
  return languages.filter((language) => ["title", "text"].some((field) => {
    const first = store.book.text("chapter", id, field);
    return first !== "" && store.book.text("chapter", id, inLanguage(field, language, languages)) === "";
  }));
}

function AddChapter({ after }: { after: string | null }): JSX.Element {
  const { store } = app(), [title, setTitle] = useState("");

  function add(): void {
    const name = title.trim() || t("New chapter");
    const made = freeId(title, { has: (one) => takenWord(one, store.languages.peek()) || store.book.has("chapter", one) }, "chapter");
    store.add("chapter", made, { title: name }, after, { label: name });
    setTitle("");
    go("chapters", made, title.trim() ? "text" : "title");
  }

  return (
    <form class="add-chapter" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <label for="new-chapter" class="visually-hidden">{t("Title of a new chapter")}</label>
      <input id="new-chapter" type="text" dir="auto" autocomplete="off" value={title} placeholder={t("Title of a new chapter")} onInput={(event) => setTitle(event.currentTarget.value)} />
      <Button onClick={add}>{t("Add a chapter")}</Button>
    </form>
  );
}
