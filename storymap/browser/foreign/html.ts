/** A text as plugins want it, which take HTML. */
export function asHtml(text: string): string {
  return new XMLSerializer().serializeToString(new Text(text));
}
