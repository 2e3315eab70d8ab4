/** In an article's frame the plain wheel and one finger belong to the article; the map takes Ctrl and two fingers. */
const SHOWN = 1600;
/** A finger that rests trembles by less, in pixels. */
const TREMBLE = 10;

/** Let the article scroll over the map, and say in `hint` how the map is moved: by the wheel with a key, by two fingers. */
export function leaveScrollingToArticle(stage: HTMLElement, map: HTMLElement, hint: HTMLElement | null, wheel: (key: string) => string, fingers: string): void {
  const key = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let finger: Touch | null = null;
  const show = (text: string) => {
    if (!hint) return;
    hint.textContent = text;
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { hint.hidden = true; }, SHOWN);
  };
  map.style.touchAction = "pan-x pan-y";
  const own = (event: Event) => map.contains(event.target as Element);
  stage.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || !own(event)) return;
    event.stopPropagation(); // the map would zoom, and hold the article up
    show(wheel(key));
  }, { capture: true, passive: true });
  stage.addEventListener("touchstart", (event) => {
    finger = event.touches.length === 1 ? event.touches[0]! : null;
    if (finger && own(event)) event.stopPropagation(); // the map would drag
  }, { capture: true, passive: true });
  stage.addEventListener("touchmove", (event) => {
    const now = event.touches[0]!;
    if (!finger || !own(event) || Math.hypot(now.clientX - finger.clientX, now.clientY - finger.clientY) < TREMBLE) return;
    show(fingers);
  }, { capture: true, passive: true });
}
