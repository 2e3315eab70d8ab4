/** Controls by value: text, long text, number, choice, checkbox. Each has a label and may have help and an error. */
import type { ComponentChildren, Ref } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Field, type Named } from "./field.tsx";

interface Typed extends Named {
  value: string;
  /** At every keystroke. */
  onInput: (value: string) => void;
  /** When the control is left or Enter is pressed. */
  onDone?: (value: string) => void;
  lang?: string | undefined;
  placeholder?: string | undefined;
  readOnly?: boolean | undefined;
  required?: boolean | undefined;
  aside?: ComponentChildren;
}

/** Keeps what is typed, and takes over a value that came from elsewhere without losing the cursor. */
export function useText<E extends HTMLInputElement | HTMLTextAreaElement>(value: string): Ref<E> {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    const here = element.current;
    if (!here || here.value === value) return;
    const { selectionStart, selectionEnd } = here, focused = document.activeElement === here;
    here.value = value;
    if (focused && selectionStart !== null) here.setSelectionRange(selectionStart, selectionEnd);
  }, [value]);
  return element;
}

export function TextInput({ value, onInput, onDone, lang, placeholder, readOnly, required, aside, type = "text", list, inputMode, ...named }: Typed & {
  type?: "text" | "url" | "date" | "search" | "email" | "color"; list?: string; inputMode?: "decimal" | "numeric" | "text";
}) {
  const element = useText<HTMLInputElement>(value);
  return (
    <Field {...named} aside={aside}>
      {(wired) => <input {...wired} ref={element} type={type} defaultValue={value} lang={lang} dir="auto" placeholder={placeholder} list={list}
        inputMode={inputMode} readOnly={readOnly} required={required} autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)} onChange={(event) => onDone?.(event.currentTarget.value)} />}
    </Field>
  );
}

export function TextArea({ value, onInput, onDone, lang, placeholder, readOnly, required, aside, rows = 3, element: outer, ...named }: Typed & {
  rows?: number; element?: { current: HTMLTextAreaElement | null };
}) {
  const element = useText<HTMLTextAreaElement>(value) as { current: HTMLTextAreaElement | null };
  return (
    <Field {...named} aside={aside}>
      {(wired) => <textarea {...wired} ref={(here) => { element.current = here; if (outer) outer.current = here; }} rows={rows} style={{ "--rows": rows }} defaultValue={value} lang={lang} dir="auto"
        placeholder={placeholder} readOnly={readOnly} required={required}
        onInput={(event) => onInput(event.currentTarget.value)} onChange={(event) => onDone?.(event.currentTarget.value)} />}
    </Field>
  );
}

export interface Option { value: string; label: string }

export function Select({ value, options, onChange, disabled, ...named }: Named & {
  value: string; options: readonly Option[]; onChange: (value: string) => void; disabled?: boolean | undefined;
}) {
  const unknown = options.some((option) => option.value === value) ? [] : [{ value, label: value }];
  return (
    <Field {...named}>
      {(wired) => (
        <select {...wired} value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)}>
          {[...unknown, ...options].map((option) => <option key={option.value} value={option.value} selected={option.value === value}>{option.label}</option>)}
        </select>
      )}
    </Field>
  );
}

export function Checkbox({ label, help, checked, onChange, field, disabled }: Named & {
  checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean | undefined;
}) {
  const id = useId();
  return (
    <div class="check">
      <input type="checkbox" id={id} checked={checked} disabled={disabled} data-field={field} aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)} />
      <label for={id}>{label}</label>
      {help ? <p class="help" id={`${id}-help`}>{help}</p> : null}
    </div>
  );
}
