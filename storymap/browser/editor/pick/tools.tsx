/** The small buttons of an entry in a list: the focus follows what moved, and goes on to the next one when one is taken out. */
import type { JSX } from "preact";
import { SignButton } from "../form/buttons.tsx";
import { focusSoon } from "../shell/keys.ts";
import { t } from "../words.ts";

export function EntryTools({ field, at, count, name, label, move, remove }: {
  /** The record's field that holds the list; what adds to it, or its heading, has it as data-field. */
  field: string; at: number; count: number; name: string;
  /** In place of "Take out …". */
  label?: string; move?: ((by: number) => void) | undefined; remove(): void;
}): JSX.Element {
  const button = (what: string, place: number) => `[data-do="${field} ${what} ${place}"]`;
  const moves = ([["up", -1, at === 0, t("Move {name} up", { name })], ["down", 1, at === count - 1, t("Move {name} down", { name })]] as const);
  return (
    <span class="picked-tools">
      {move ? moves.map(([sign, by, end, words]) => <SignButton key={sign} sign={sign} data={`${field} ${sign} ${at}`} label={words} disabled={end} onClick={() => { move(by); focusSoon(button(sign, at + by)); }} />) : null}
      <SignButton sign="remove" data={`${field} remove ${at}`} label={label ?? t("Take out {name}", { name })}
        onClick={() => { remove(); focusSoon(count > 1 ? button("remove", Math.min(at, count - 2)) : `[data-field="${field}"]`); }} />
    </span>
  );
}
