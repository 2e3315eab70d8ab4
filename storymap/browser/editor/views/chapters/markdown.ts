/** What the buttons above a text do to its Markdown; pure, so that it can be tested. */

/** A text and what is selected in it. */
export interface Marked { text: string; start: number; end: number }

/** Put signs around the selection, or take them away where they stand already. */
export function wrapped({ text, start, end }: Marked, sign: string, placeholder: string): Marked {
  const inner = text.slice(start, end), before = text.slice(0, start), after = text.slice(end);
  if (before.endsWith(sign) && after.startsWith(sign) && !isLonger(before, after, sign)) {
    return { text: before.slice(0, -sign.length) + inner + after.slice(sign.length), start: start - sign.length, end: end - sign.length };
  }
  if (inner.startsWith(sign) && inner.endsWith(sign) && inner.length >= 2 * sign.length) {
    const bare = inner.slice(sign.length, -sign.length);
    return { text: before + bare + after, start, end: start + bare.length };
  }
  const words = inner.trim() || placeholder, lead = /^\s*/.exec(inner)![0], tail = inner.trim() ? /\s*$/.exec(inner)![0] : "";
  const from = start + lead.length + sign.length;
  return { text: `${before}${lead}${sign}${words}${sign}${tail}${after}`, start: from, end: from + words.length };
}

/** "**" around the selection is not "*" around it. */
function isLonger(before: string, after: string, sign: string): boolean {
  return sign === "*" && before.endsWith("**") && after.startsWith("**") && !before.endsWith("***");
}

/** Put a sign before every line of the selection, or take it away when all have it; `number` counts the lines. */
export function lined({ text, start, end }: Marked, sign: string): Marked {
  const from = text.lastIndexOf("\n", start - 1) + 1, until = text.indexOf("\n", end), to = until < 0 ? text.length : until;
  const lines = text.slice(from, to).split("\n"), numbered = sign === "1. ";
  const has = (line: string) => (numbered ? /^\d+\. /.test(line) : line.startsWith(sign));
  const all = lines.every((line) => has(line) || (line.trim() === "" && lines.length > 1));
  const made = lines.map((line, at) => (all ? line.replace(numbered ? /^\d+\. / : sign, "") : (numbered ? `${at + 1}. ` : sign) + line)).join("\n");
  return { text: text.slice(0, from) + made + text.slice(to), start: from, end: from + made.length };
}

/** Make a link of the selection; its address is selected then, so that it can be pasted over. */
export function linked({ text, start, end }: Marked, words: string): Marked {
  const inner = text.slice(start, end), isAddress = /^https?:\/\/\S+$/.test(inner);
  const label = isAddress || !inner ? words : inner, address = isAddress ? inner : "https://";
  const made = `[${label}](${address})`, at = start + label.length + 3;
  const chosen = isAddress || !inner ? { start: start + 1, end: start + 1 + label.length } : { start: at, end: at + address.length };
  return { text: text.slice(0, start) + made + text.slice(end), ...chosen };
}
