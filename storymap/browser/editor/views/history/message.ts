/** What the server noted of a save, which is English in the history, in the words of the interface. */
import type { Kind } from "../../store/changes.ts";
import { spoken, t } from "../../words.ts";

/** What records and fields are called. */
export interface Names {
  kind(kind: Kind): string;
  field(field: string): string;
}

const KINDS = "story|chapter|site|event|source";
const RECORD = new RegExp(`^(${KINDS})(?: ([a-z0-9-]+))?$`);
const MORE = /^(.*) and (\d+) more$/;

type Say = (found: readonly string[]) => string;

/** What is always noted in the same words, as a pattern, and how it is said here. */
const NOTES: readonly (readonly [RegExp, Say])[] = [
  [/^Published$/, () => t("Published")],
  [/^Made a draft again$/, () => t("Made a draft again")],
  [/^Began the story$/, () => t("Began the story")],
  [/^Saved$/, () => t("Saved")],
  [/^Changed outside the editor$/, () => t("Changed outside the editor")],
  [/^The story as it was found$/, () => t("The story as it was found")],
  [/^Looked up places$/, () => t("Looked up places")],
  [/^Added the photo (.+)$/, ([, name]) => t("Added the photo {name}", { name: name! })],
  [/^Deleted the file (.+)$/, ([, name]) => t("Deleted the file {name}", { name: name! })],
  [/^Imported (\d+) rows of (.+)$/, ([, n, name]) => t("Imported {n} rows of {name}", { n: n!, name: name! })],
  [/^Imported a table of (\d+) rows$/, ([, n]) => t("Imported a table of {n} rows", { n: n! })],
  [/^Restored the revision ([0-9a-f]+) of (.+)$/, ([, id, time]) => t("Restored the revision {id} of {time}", { id: id!, time: time! })],
];

/** A message of the history in words; what a person wrote stays as it is. */
export function messageInWords(message: string, names: Names): string {
  if (spoken() === "en") return message;
  const added = new RegExp(`^Added the (${KINDS}) (.+)$`).exec(message);
  if (added) return t("Added the {kind} {name}", { kind: lower(names.kind(added[1] as Kind)), name: added[2]! });
  for (const [pattern, say] of NOTES) {
    const found = pattern.exec(message);
    if (found) return say(found);
  }
  const parts = message.split("; ").map((part) => partInWords(part, names));
  return parts.every((part) => part !== null) ? sentence(parts.join("; ")) : message;
}

/** "changed chapter hue: title, text" in words, null when it is no such part. */
function partInWords(part: string, names: Names): string | null {
  const [, verb, list] = /^(changed|added|removed) (.+)$/i.exec(part) ?? [], records = list && recordsInWords(list, names);
  if (!records) return null;
  if (/^changed$/i.test(verb!)) return t("changed {records}", { records });
  return /^added$/i.test(verb!) ? t("added {records}", { records }) : t("removed {records}", { records });
}

/** Records with commas between, each with the fields that changed. */
function recordsInWords(list: string, names: Names): string | null {
  const words = list.split(", ").map((one, at) => oneInWords(one, at > 0, names));
  return words.every((one) => one !== null) ? words.join(", ") : null;
}

function oneInWords(one: string, mayBeField: boolean, names: Names): string | null {
  const [, bare, n] = MORE.exec(one) ?? [null, one, null], [head, field] = bare!.split(": ") as [string, string | undefined];
  const record = RECORD.exec(head), more = n ? ` ${t("and {n} more", { n })}` : "";
  if (record && (record[1] === "story") === (record[2] === undefined)) {
    const name = [lower(names.kind(record[1] as Kind)), record[2]].filter(Boolean).join(" ");
    return `${name}${field === undefined ? "" : `: ${lower(names.field(field))}`}${more}`;
  }
  return mayBeField && field === undefined && /^[\w@-]+$/.test(head) ? `${lower(names.field(head))}${more}` : null;
}

function lower(name: string): string {
  return `${name.slice(0, 1).toLocaleLowerCase()}${name.slice(1)}`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toLocaleUpperCase()}${text.slice(1)}`;
}
