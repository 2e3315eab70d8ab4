/** Tabs after the ARIA pattern: one tab stop, arrow keys move and choose. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface Tab { id: string; label: ComponentChildren; panel: () => ComponentChildren }

export function Tabs({ label, tabs, chosen, onChoose }: { label: string; tabs: readonly Tab[]; chosen: string; onChoose: (id: string) => void }) {
  const base = useId(), at = Math.max(0, tabs.findIndex(({ id }) => id === chosen));
  const move = (event: KeyboardEvent) => {
    const rtl = document.documentElement.dir === "rtl" ? -1 : 1;
    const by = { ArrowRight: rtl, ArrowLeft: -rtl, Home: -at, End: tabs.length - 1 - at }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = tabs[(at + by + tabs.length) % tabs.length]!;
    onChoose(next.id);
    document.getElementById(`${base}-${next.id}`)?.focus();
  };
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab, index) => (
          <button key={tab.id} type="button" role="tab" id={`${base}-${tab.id}`} aria-selected={index === at} aria-controls={`${base}-panel`} tabIndex={index === at ? 0 : -1}
            onClick={() => onChoose(tab.id)}>{tab.label}</button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${tabs[at]?.id}`}>{tabs[at]?.panel()}</div>
    </div>
  );
}
