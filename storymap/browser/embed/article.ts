/** The one script of an article: defines `<storymap-embed>`, and lets our frames have the height they ask for. */
import { StoryEmbed } from "./element.ts";
import { heightOf, worthFollowing } from "./height.ts";

const NAME = "storymap-embed";

/** The frames of the article that are no elements of ours, but carry `data-storymap`. */
function plainFrames(): HTMLIFrameElement[] {
  return [...document.querySelectorAll<HTMLIFrameElement>("iframe[data-storymap]")];
}

/** All our frames of the article. */
function frames(): HTMLIFrameElement[] {
  const elements = [...document.querySelectorAll<StoryEmbed>(NAME)].map(({ content }) => content);
  return [...elements, ...plainFrames()].filter((frame) => frame instanceof HTMLIFrameElement);
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
  // A frame that stands in the page itself may have told its height before this script came.
  for (const { contentWindow } of plainFrames()) contentWindow?.postMessage({ storymap: 1, type: "ask-height" }, "*");
}
