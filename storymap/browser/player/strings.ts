/** The interface's words in the reader's language; Python's catalogue is their one source. */

export type Translate = (message: string, values?: Record<string, string | number>) => string;

/** A translator over the strings that came with the page; `{name}` in a message is filled in. */
export function translator(strings: Record<string, string>): Translate {
  return (message, values = {}) =>
    (strings[message] ?? message).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
