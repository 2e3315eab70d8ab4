/** Buttons: one main action, quiet ones, and small ones with a sign whose name is read out. */
import type { ComponentChildren } from "preact";

interface Pressed {
  onClick: () => void;
  disabled?: boolean | undefined;
  /** "main" is the one filled button of a pane. */
  look?: "main" | "plain" | "quiet" | "danger";
  pressed?: boolean | undefined;
  controls?: string | undefined;
  children: ComponentChildren;
}

/** A disabled button keeps its place in the tab order, so that the focus is not lost when it becomes one. */
export function Button({ onClick, disabled, look = "plain", pressed, controls, children }: Pressed) {
  return (
    <button type="button" class={`button ${look}`} aria-disabled={disabled ? "true" : undefined} aria-pressed={pressed} aria-controls={controls}
      onClick={() => { if (!disabled) onClick(); }}>{children}</button>
  );
}

export const SIGNS = {
  back: "M10 3L5 8l5 5", up: "M4 10l4-4 4 4", down: "M4 6l4 4 4-4", remove: "M4 4l8 8M12 4l-8 8", add: "M8 3v10M3 8h10", undo: "M6 4L3 7l3 3M3 7h6a4 4 0 010 8H7", redo: "M10 4l3 3-3 3M13 7H7a4 4 0 000 8h2",
  copy: "M6 6h7v7H6zM3 10V3h7", grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01", link: "M6.5 9.5l3-3M7.2 4.8l1.4-1.4a2.6 2.6 0 013.7 3.7l-1.4 1.4M8.8 11.2l-1.4 1.4a2.6 2.6 0 01-3.7-3.7l1.4-1.4", list: "M6.5 4h7M6.5 8h7M6.5 12h7M3 4h.01M3 8h.01M3 12h.01", numbers: "M7.5 4h6M7.5 8h6M7.5 12h6M2.6 3.2l1.1-.7v4M2.5 10.1a1 1 0 012 .2c0 .9-2 1.7-2 2.9h2.1", quote: "M6.5 4.5C4 5.5 3.2 7.3 3.2 9.2a1.6 1.6 0 103.2 0 1.6 1.6 0 00-3.1-.5M13 4.5c-2.5 1-3.3 2.8-3.3 4.7a1.6 1.6 0 103.2 0 1.6 1.6 0 00-3.1-.5",
  open: "M9 3h4v4M13 3L7 9M7 4H3v9h9V9",
} as const;

export function Sign({ name }: { name: keyof typeof SIGNS }) {
  return <svg class="sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={SIGNS[name]} /></svg>;
}

/** A button that shows a sign; `label` is its name. */
export function SignButton({ sign, label, onClick, disabled, data }: { sign: keyof typeof SIGNS; label: string; onClick: () => void; disabled?: boolean | undefined; data?: string | undefined }) {
  return (
    <button type="button" class="sign-button" aria-label={label} title={label} data-do={data} aria-disabled={disabled ? "true" : undefined}
      onClick={() => { if (!disabled) onClick(); }}><Sign name={sign} /></button>
  );
}
