/** The one script of an article: defines `<storymap-embed>`, and lets our frames have the height they ask for. */
import { StoryEmbed } from "./element.ts";
import { heightOf, worthFollowing } from "./height.ts";

const NAME = "storymap-embed";

/** All our frames of the article: those of the elements, and those that carry `data-storymap`. */
function frames(): HTMLIFrameElement[] {
  const elements = [...document.querySelectorAll<StoryEmbed>(NAME)].map(({ content }) => content);
  const plain = document.querySelectorAll<HTMLIFrameElement>("iframe[data-storymap]");
  return [...elements, ...plain].filter((frame) => frame instanceof HTMLIFrameElement);
}

/** Follow a frame's wish, when the message came from that very frame. */
function follow({ data, source }: MessageEvent): void {
  const wanted = heightOf(data);
  if (wanted === null || source === null) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (frame && worthFollowing(frame.clientHeight, wanted)) frame.style.height = `${wanted}px`;
}

// Every snippet brings the script; the first one serves all.
if (!customElements.get(NAME)) {
  customElements.define(NAME, StoryEmbed);
  addEventListener("message", follow);
}
