/** The messages between an embed and the page around it: WordPress, AMP, pym and our own articles. */

/** What the address says of the page around: WordPress's secret, and the name that pym gave the frame. */
export interface Around {
  secret: string;
  child: string;
}

const DELIMITER = "xPYMx";
const NAME = /^[\w-]{1,100}$/;
/** Smaller changes are rounding, and following them could go on for ever. */
const SMALLEST_CHANGE = 2;

/** Read an address; `#?secret=…` is WordPress's, `?childId=…` pym's. */
export function around({ hash, searchParams }: URL): Around {
  const secret = /^#\?(?:.*&)?secret=([^&]*)/.exec(hash)?.[1] ?? "";
  const child = searchParams.get("childId") ?? "";
  return { secret: NAME.test(secret) ? secret : "", child: NAME.test(child) ? child : "" };
}

/** All ways to say a height, of which the page around understands one or none. */
export function heightMessages(height: number, { secret, child }: Around): unknown[] {
  return [
    { storymap: 1, type: "height", height },
    { sentinel: "amp", type: "embed-size", height },
    ...(secret ? [{ message: "height", value: height, secret }] : []),
    ...(child ? [["pym", child, "height", height].join(DELIMITER)] : []),
  ];
}

/** Whether a message asks for the height once more: our own article, WordPress's "ready", or pym's new width. */
export function asksForHeight(data: unknown, { secret, child }: Around): boolean {
  if (typeof data === "string") return child !== "" && data.startsWith(["pym", child, "width", ""].join(DELIMITER));
  if (typeof data !== "object" || data === null) return false;
  const { storymap, type, message, secret: said } = data as Record<string, unknown>;
  return (storymap === 1 && type === "ask-height") || (secret !== "" && message === "ready" && said === secret);
}

/** Whether a height is worth a message after the one that was sent. */
export function worthSaying(height: number, said: number): boolean {
  return Math.abs(height - said) >= SMALLEST_CHANGE;
}
