/** What edits a cell of a grid: a line, a longer text, one of few values. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { certainties } from "./certainty.ts";
import type { EditorProps, Then } from "./grid.tsx";

/** What a key means while a cell is edited: where to go with the value, to leave without it, or nothing. */
export function leaving(event: KeyboardEvent): Then | "cancel" | null {
  if (event.isComposing) return null; // an input method, as for Vietnamese, still works on the word
  if (event.key === "Escape") return "cancel";
  if (event.key === "Enter" && !event.altKey && !event.shiftKey) return "down";
  if (event.key === "Tab") return event.shiftKey ? "left" : "right";
  return null;
}

/** Handle a key in an editor: true when the cell is left. */
export function leave(event: KeyboardEvent, value: string, { commit, cancel }: Pick<EditorProps, "commit" | "cancel">): boolean {
  event.stopPropagation(); // arrows and letters belong to the text now
  const how = leaving(event);
  if (!how) return false;
  event.preventDefault();
  if (how === "cancel") cancel();
  else commit(value, how);
  return true;
}

/** Put the focus into an editor, with the caret at the end. */
export function useCaret<E extends HTMLInputElement | HTMLTextAreaElement>(): { current: E | null } {
  const field = useRef<E>(null);
  useLayoutEffect(() => {
    field.current!.focus();
    field.current!.setSelectionRange(field.current!.value.length, field.current!.value.length);
  }, []);
  return field;
}

export function LineEditor(props: EditorProps): JSX.Element {
  const field = useCaret<HTMLInputElement>();
  const left = useRef(false);
  return (
    <input ref={field} class="sheet-editor" aria-label={props.label} defaultValue={props.start} dir="auto" lang={props.column.lang}
      onKeyDown={(event) => { left.current = leave(event, event.currentTarget.value, props); }}
      onBlur={(event) => { if (!left.current) props.commit(event.currentTarget.value, "none"); }} />
  );
}

/** A text of several lines; Enter is done, Alt+Enter or Shift+Enter begins a line. */
export function TextEditor(props: EditorProps): JSX.Element {
  const field = useCaret<HTMLTextAreaElement>();
  const left = useRef(false);
  return (
    <textarea ref={field} class="sheet-editor sheet-editor-text" rows={5} aria-label={props.label} defaultValue={props.start} dir="auto" lang={props.column.lang}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.altKey) {
          event.preventDefault();
          event.currentTarget.setRangeText("\n", event.currentTarget.selectionStart, event.currentTarget.selectionEnd, "end");
        }
        left.current = leave(event, event.currentTarget.value, props);
      }}
      onBlur={(event) => { if (!left.current) props.commit(event.currentTarget.value, "none"); }} />
  );
}

export function CertaintyEditor(props: EditorProps): JSX.Element {
  const field = useRef<HTMLSelectElement>(null);
  const left = useRef(false);
  useLayoutEffect(() => field.current!.focus(), []);
  const known = certainties();
  const start = known.find(([value]) => value === props.start)?.[0] ?? known.find(([, words]) => words.startsWith(props.start))?.[0] ?? "";
  return (
    <select ref={field} class="sheet-editor" aria-label={props.label} defaultValue={start}
      onKeyDown={(event) => { left.current = leave(event, event.currentTarget.value, props); }}
      onBlur={(event) => { if (!left.current) props.commit(event.currentTarget.value, "none"); }}>
      {known.map(([value, words]) => <option key={value} value={value} selected={value === start}>{words}</option>)}
    </select>
  );
}
