/** How sure a story is of a place or an event, with its words. */
import { t } from "../words.ts";

export function certainties(): [value: string, words: string][] {
  return [["", t("not said")], ["certain", t("certain")], ["less-certain", t("less certain")], ["uncertain", t("uncertain")]];
}
