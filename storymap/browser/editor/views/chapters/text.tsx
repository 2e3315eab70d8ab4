/** A text in Markdown: a field with a small toolbar (one tab stop, arrow keys), the usual keys, and what it means below. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Sign } from "../../form/buttons.tsx";
import { TextArea } from "../../form/controls.tsx";
import type { Kind } from "../../store/changes.ts";
import { t } from "../../words.ts";
import { lined, linked, wrapped, type Marked } from "./markdown.ts";

interface Tool { id: string; sign: JSX.Element; name: string; key?: string; make(marked: Marked): Marked }

function letter(sign: string): JSX.Element {
  return <span aria-hidden="true">{sign}</span>;
}

function tools(): Tool[] {
  return [
    { id: "bold", sign: letter("B"), name: t("Bold"), key: "b", make: (marked) => wrapped(marked, "**", t("bold")) },
    { id: "italic", sign: letter("I"), name: t("Italic"), key: "i", make: (marked) => wrapped(marked, "*", t("italic")) },
    { id: "heading", sign: letter("H"), name: t("Heading"), make: (marked) => lined(marked, "## ") },
    { id: "quote", sign: <Sign name="quote" />, name: t("Quotation"), make: (marked) => lined(marked, "> ") },
    { id: "list", sign: <Sign name="list" />, name: t("List"), make: (marked) => lined(marked, "- ") },
    { id: "numbers", sign: <Sign name="numbers" />, name: t("Numbered list"), make: (marked) => lined(marked, "1. ") },
    { id: "link", sign: <Sign name="link" />, name: t("Link"), key: "k", make: (marked) => linked(marked, t("words of the link")) },
  ];
}

export function MarkdownField({ kind, id, field, label, lang, rows }: { kind: Kind; id: string; field: string; label: string; lang: string | undefined; rows: number }): JSX.Element {
  const { store } = app(), element = useRef<HTMLTextAreaElement>(null), all = tools();
  const set = (text: string) => store.set(kind, id, field, text, true);

  function use(tool: Tool): void {
    const here = element.current!;
    const made = tool.make({ text: here.value, start: here.selectionStart, end: here.selectionEnd });
    here.focus();
    here.value = made.text;
    here.setSelectionRange(made.start, made.end);
    set(made.text);
  }

  function press(event: KeyboardEvent): void {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? all.find(({ key }) => key === event.key.toLowerCase()) : undefined;
    if (!tool || event.target !== element.current) return;
    event.preventDefault();
    use(tool);
  }

  return (
    <div class="markdown" onKeyDown={press}>
      <TextArea label={label} field={field} lang={lang} rows={rows} value={store.book.text(kind, id, field)} readOnly={!store.mayEdit.value} element={element} onInput={set}
        aside={store.mayEdit.value ? <Toolbar tools={all} label={t("Form of the text")} use={use} /> : null} />
    </div>
  );
}

function Toolbar({ tools: all, label, use }: { tools: readonly Tool[]; label: string; use(tool: Tool): void }): JSX.Element {
  const [at, setAt] = useState(0), bar = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const rtl = document.documentElement.dir === "rtl" ? -1 : 1;
    const by = { ArrowRight: rtl, ArrowLeft: -rtl, Home: -at, End: all.length - 1 - at }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (at + by + all.length) % all.length;
    setAt(next);
    bar.current!.querySelectorAll("button")[next]!.focus();
  };
  return (
    <div class="toolbar" role="toolbar" aria-label={label} ref={bar} onKeyDown={move}>
      {all.map((tool, index) => (
        <button key={tool.id} type="button" class={`tool tool-${tool.id}`} tabIndex={index === at ? 0 : -1} aria-label={tool.name}
          title={tool.key ? `${tool.name} (Ctrl+${tool.key.toUpperCase()})` : tool.name} onFocus={() => setAt(index)} onClick={() => use(tool)}>{tool.sign}</button>
      ))}
    </div>
  );
}
