/** The real player beside the form. */
import { t } from "../words.ts";

export function Preview() {
  return <section class="pane preview" id="preview" tabIndex={-1} aria-label={t("Preview")} />;
}
