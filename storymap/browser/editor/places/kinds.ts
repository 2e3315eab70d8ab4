/** The kinds of places that the gazetteer knows, and a few that stories often have, in the words of the interface. */
import { t } from "../words.ts";

/** A kind in words; one of the author's own stays as it is. */
export function kindWords(kind: string): string {
  const words: Record<string, string> = {
    country: t("country"), region: t("province or state"), province: t("province"), district: t("district"), city: t("city"), town: t("town"), village: t("village"),
    airport: t("airport"), airbase: t("air base"), airfield: t("airfield"), poi: t("sight"), continent: t("continent"), ocean: t("ocean"), sea: t("sea"), water: t("water"),
    mountains: t("mountains"), area: t("area"), island: t("island"), islands: t("islands"), river: t("river"), lake: t("lake"), beach: t("beach"), port: t("port"),
    bridge: t("bridge"), road: t("road"), building: t("building"), museum: t("museum"), archive: t("archive"), office: t("office"), embassy: t("embassy"), camp: t("camp"),
  };
  return Object.hasOwn(words, kind) ? words[kind]! : kind;
}
