/** A part of a whole in percent: by a slider, or as a number. */
import { useText } from "./controls.tsx";
import { Field, type Named } from "./field.tsx";

export function Share({ percent, onInput, disabled, numberLabel, ...named }: Named & {
  percent: number; onInput: (percent: number) => void; disabled?: boolean | undefined;
  /** The name of the second control, for those who don't see that they belong together. */
  numberLabel: string;
}) {
  const number = useText<HTMLInputElement>(String(percent));
  const typed = (text: string) => { if (/^\d{1,3}$/.test(text) && Number(text) <= 100) onInput(Number(text)); };
  return (
    <Field {...named}>
      {(wired) => (
        <div class="share">
          <input {...wired} type="range" min={0} max={100} step={1} value={percent} disabled={disabled} aria-valuetext={`${percent} %`}
            onInput={(event) => onInput(event.currentTarget.valueAsNumber)} />
          <input ref={number} type="text" inputMode="numeric" autocomplete="off" aria-label={numberLabel} defaultValue={String(percent)} readOnly={disabled}
            onInput={(event) => typed(event.currentTarget.value.trim())} onBlur={(event) => { event.currentTarget.value = String(percent); }} />
          <span aria-hidden="true">%</span>
        </div>
      )}
    </Field>
  );
}
