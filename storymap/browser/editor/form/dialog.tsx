/** A modal dialog: the browser's own, so that focus stays inside, Escape closes, and focus goes back. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../words.ts";
import { SignButton } from "./buttons.tsx";

export function Dialog({ title, onClose, wide, children, actions }: {
  title: string; onClose: () => void; wide?: boolean; children: ComponentChildren; actions?: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null), id = useId();
  useEffect(() => {
    const dialog = element.current!, opener = document.activeElement as HTMLElement | null;
    dialog.showModal();
    return () => { if (dialog.open) dialog.close(); if (opener?.isConnected) opener.focus(); };
  }, []);
  return (
    <dialog ref={element} class={wide ? "wide" : ""} aria-labelledby={id} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div class="dialog-head"><h2 id={id} tabIndex={-1}>{title}</h2><SignButton sign="remove" label={t("Close")} onClick={onClose} /></div>
      <div class="dialog-body">{children}</div>
      {actions ? <div class="dialog-actions">{actions}</div> : null}
    </dialog>
  );
}
