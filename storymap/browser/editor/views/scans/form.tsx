/** One scanned map: its words, how strongly it is shown, where it lies, and its removal. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Select, TextInput } from "../../form/controls.tsx";
import { Dialog } from "../../form/dialog.tsx";
import { Share } from "../../form/share.tsx";
import { go } from "../../route.ts";
import type { Value } from "../../store/changes.ts";
import { languageName, t } from "../../words.ts";
import { entriesOf, percentOf, shareOf, stateOf, withState } from "../chapters/states.ts";
import { withWords, wordsIn } from "../chapters/values.ts";
import { transformations } from "./fit.ts";
import { Points } from "./points.tsx";
import { fileOf, removal, withScan, type Scan } from "./values.ts";

export function ScanForm({ scan }: { scan: Scan }): JSX.Element {
  const { store } = app(), editable = store.mayEdit.value, { fields } = scan;
  const file = store.media.value.find((one) => one.file === fileOf(fields)) ?? null;

  function change(now: Scan["fields"], group = ""): void {
    store.setAll("story", "", { layers: withScan(store.book.peek("story", "")?.layers, scan.at, now) }, { label: scan.title, group });
  }

  const set = (field: string, value: Value, typed = "") => change({ ...fields, [field]: value }, typed && `scan ${scan.key} ${field} ${typed}`);
  return (
    <section class="two-panes-open" aria-label={scan.title}>
      <a class="back" href="#scans" onClick={(event) => { event.preventDefault(); go("scans"); }}>{t("All scanned maps")}</a>
      <h2 dir="auto">{scan.title}</h2>
      <Texts field="title" label={t("Title")} value={fields.title} set={set} />
      <Texts field="alt" label={t("What the map shows")} help={t("One sentence for those who don’t see it.")} value={fields.alt} set={set} />
      <Texts field="attribution" label={t("Attribution")} help={t("Whose map it is, and where it is kept.")} value={fields.attribution} set={set} />
      <Share label={t("Opacity")} numberLabel={t("Opacity in percent")} percent={percentOf(fields.opacity)} disabled={!editable} onInput={(percent) => set("opacity", percent === 100 ? null : shareOf(percent), "now")} />
      <Select label={t("How the points are used")} field="transformation" value={String(fields.transformation ?? "")} disabled={!editable} onChange={(value) => set("transformation", value)} options={transformations().map(([value, label]) => ({ value, label }))} />
      <Points key={scan.key} scan={scan} file={file} change={change} />
      <Uses scan={scan} />
    </section>
  );
}

/** A text of the layer in all languages of the story. */
function Texts({ field, label, help, value, set }: { field: string; label: string; help?: string; value: Value; set(field: string, value: Value, typed: string): void }): JSX.Element {
  const { store } = app(), languages = store.languages.value, first = languages[0]!;
  return (
    <div class="languages-side" role="group" aria-label={label}>
      {languages.map((language, at) => (
        <TextInput key={language} field={at === 0 ? field : undefined} lang={language} label={languages.length > 1 ? `${label}, ${languageName(language)}` : label} help={at === 0 ? help : undefined} readOnly={!store.mayEdit.value}
          value={wordsIn(value, language, first)} onInput={(words) => set(field, withWords(value, language, words, languages), language)} />
      ))}
    </div>
  );
}

/** The chapters that show it, and how it is taken away. */
function Uses({ scan }: { scan: Scan }): JSX.Element {
  const { store } = app(), [asking, setAsking] = useState(false);
  const chapters = store.book.ids("chapter").filter((id) => stateOf(entriesOf(store.book.record("chapter", id)?.layers), scan.key) !== null);

  function remove(): void {
    const without = chapters.map((id) => { const was = store.book.peek("chapter", id)?.layers; return { id, was, now: withState(entriesOf(was), scan.key, null) }; });
    store.change(removal(store.book.peek("story", "")?.layers, scan, without), { label: scan.title });
    setAsking(false);
    go("scans");
  }

  return (
    <>
      {chapters.length === 0 ? <p class="help">{t("No chapter shows it yet: turn it on under Layers in a chapter.")}</p> : (
        <p class="help">{t("Shown in")} {chapters.map((id, at) => <span key={id}>{at > 0 ? ", " : ""}<a href={`#chapters/${encodeURIComponent(id)}`} onClick={(event) => { event.preventDefault(); go("chapters", id, "layers"); }}><bdi>{store.nameOf("chapter", id)}</bdi></a></span>)}</p>
      )}
      {store.mayEdit.value ? <p><Button look="danger" onClick={() => setAsking(true)}>{t("Take it off the map")}</Button></p> : null}
      {asking ? (
        <Dialog title={t("Take {name} off the map?", { name: scan.title })} onClose={() => setAsking(false)}
          actions={<><Button look="danger" onClick={remove}>{t("Take it off the map")}</Button><Button onClick={() => setAsking(false)}>{t("Keep it")}</Button></>}>
          <p>{t("Its points go with it, and {n} chapters no longer show it. The picture stays under Media; undo brings all back.", { n: chapters.length })}</p>
        </Dialog>
      ) : null}
    </>
  );
}
