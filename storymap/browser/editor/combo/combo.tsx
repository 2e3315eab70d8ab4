/** A field with a list of choices below it (APG combobox): arrow keys, Enter, Esc; the number of choices is said. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { movedChoice } from "./choices.ts";

export interface Choice {
  key: string;
  view: ComponentChildren;
}

export interface ComboProps {
  label: string;
  /** The label is there for screen readers only. */
  quiet?: boolean;
  text: string;
  choices: readonly Choice[];
  /** What is said about the choices: "3 places found". */
  status: string;
  /** Whether the list floats over what follows. */
  floating?: boolean;
  help?: ComponentChildren;
  /** The record's field, so that a problem can jump to it. */
  field?: string | undefined;
  placeholder?: string;
  autoFocus?: boolean;
  /** The choice that Enter takes before any arrow key; -1 for none. */
  first?: number;
  type(text: string): void;
  choose(key: string): void;
  /** The choice that the keyboard is on. */
  look?(key: string | null): void;
  /** Esc in a closed list, or the focus has gone. */
  leave?(why: "escape" | "blur"): void;
  /** Keys that the list does not use. */
  press?(event: KeyboardEvent): void;
}

export function Combo(props: ComboProps): JSX.Element {
  const { choices, first = -1 } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState(true);
  const [active, setActive] = useState(first);
  const keys = choices.map(({ key }) => key).join("\n");
  useEffect(() => { setActive(first); }, [keys, first]);
  useLayoutEffect(() => { if (props.autoFocus) { const { length } = props.text; field.current!.focus(); field.current!.setSelectionRange(length, length); } }, []);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
    props.look?.(choices[active]?.key ?? null);
  }, [active]);
  const shown = open && choices.length > 0;

  function choose(index: number): void {
    const choice = choices[index];
    if (!choice) return;
    if (props.floating) setOpen(false);
    props.choose(choice.key);
  }

  function press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const to = movedChoice(event.key, active, choices.length);
    if (to !== null && !event.altKey && !event.ctrlKey && !event.metaKey) { setOpen(true); setActive(to); }
    else if (event.key === "Enter" && shown && active >= 0) choose(active);
    else if (event.key === "Escape" && shown && props.floating) setOpen(false);
    else if (event.key === "Escape" && active >= 0) setActive(-1);
    else if (event.key === "Escape" && props.leave) props.leave("escape");
    else return props.press?.(event);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="combo" data-floating={props.floating || undefined}>
      <label for={`${id}-field`} class={props.quiet ? "visually-hidden" : "label"}>{props.label}</label>
      {props.help ? <p class="help" id={`${id}-help`}>{props.help}</p> : null}
      <input ref={field} id={`${id}-field`} type="text" role="combobox" autocomplete="off" spellcheck={false} dir="auto" value={props.text} placeholder={props.placeholder} data-field={props.field}
        aria-expanded={shown} aria-controls={`${id}-list`} aria-autocomplete="list" aria-describedby={props.help ? `${id}-help` : undefined}
        aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
        onInput={(event) => { setOpen(true); props.type(event.currentTarget.value); }} onKeyDown={press} onBlur={() => props.leave?.("blur")} />
      <p class="status" role="status">{props.status}</p>
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={props.label} hidden={!shown} class="choices">
        {choices.map((choice, index) => (
          <li key={choice.key} id={`${id}-${index}`} role="option" class="choice" aria-selected={index === active} data-active={index === active || undefined}
            onMouseDown={(event) => event.preventDefault()} onMouseMove={() => props.look?.(choice.key)} onClick={() => choose(index)}>
            {choice.view}
          </li>
        ))}
      </ul>
    </div>
  );
}
