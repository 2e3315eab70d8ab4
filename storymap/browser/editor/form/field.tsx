/** A labelled control: label, one line of help, and what is wrong, tied together for everybody. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface Named {
  label: string;
  /** One line; none for what the label says already. */
  help?: string | undefined;
  /** What is wrong, in words; the control is then marked invalid. */
  error?: string | null | undefined;
  /** The record's field, so that a problem can jump to it. */
  field?: string | undefined;
}

export interface Wired {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
  "data-field": string | undefined;
}

/** Draws a field round the control that `children` makes from the ids. */
export function Field({ label, help, error, field, aside, children }: Named & { aside?: ComponentChildren; children: (wired: Wired) => ComponentChildren }) {
  const id = useId(), described = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div class="field">
      <div class="field-head"><label for={id}>{label}</label>{aside}</div>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? "true" : undefined, "data-field": field })}
      {help ? <p class="help" id={`${id}-help`}>{help}</p> : null}
      {error ? <p class="error-text" id={`${id}-error`}>{error}</p> : null}
    </div>
  );
}

/** Several controls under one name. */
export function Group({ label, help, children }: { label: string; help?: string | undefined; children: ComponentChildren }) {
  const id = useId();
  return (
    <fieldset class="group" aria-describedby={help ? `${id}-help` : undefined}>
      <legend>{label}</legend>
      {help ? <p class="help" id={`${id}-help`}>{help}</p> : null}
      {children}
    </fieldset>
  );
}
