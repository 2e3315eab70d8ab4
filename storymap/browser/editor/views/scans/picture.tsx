/** The picture beside the map: nearer and farther, with its points by number, and a click that says where one is. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../form/buttons.tsx";
import { t } from "../../words.ts";
import { numberOf, type Row } from "./values.ts";

const NEAREST = 16;

export function Picture({ src, width, height, title, rows, active, editable, pick }: {
  src: string; width: number; height: number; title: string; rows: readonly Row[]; active: number; editable: boolean;
  /** A click, in pixels of the file. */
  pick(x: number, y: number): void;
}): JSX.Element {
  const [zoom, setZoom] = useState(1);

  function clicked({ clientX, clientY, currentTarget }: MouseEvent): void {
    const box = (currentTarget as HTMLElement).getBoundingClientRect();
    const share = (at: number, length: number) => Math.min(1, Math.max(0, at / length));
    pick(share(clientX - box.left, box.width) * width, share(clientY - box.top, box.height) * height);
  }

  return (
    <div class="scan-side">
      <div class="scan-frame scroll" role="group" tabIndex={0} dir="ltr" aria-label={t("The picture of {title}", { title })}>
        <div class="scan-sheet" data-editable={editable || undefined} style={{ "--zoom": zoom }} onClick={editable ? clicked : undefined}>
          <img src={src} alt="" width={width} height={height} draggable={false} />
          {rows.map((row, at) => {
            const x = numberOf(row, "x"), y = numberOf(row, "y");
            return x === null || y === null ? null : <span key={at} class="scan-mark" aria-hidden="true" data-active={at === active || undefined} style={{ "--x": x / width, "--y": y / height }}>{at + 1}</span>;
          })}
        </div>
      </div>
      <div class="row">
        <Button disabled={zoom >= NEAREST} onClick={() => setZoom(zoom * 2)}>{t("Picture nearer")}</Button>
        <Button disabled={zoom <= 1} onClick={() => setZoom(zoom / 2)}>{t("Picture farther")}</Button>
      </div>
    </div>
  );
}
