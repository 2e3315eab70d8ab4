/** The preview: the embed in the size that it has in an article, made smaller where there is less room. */
import { heightOf } from "../embed/height.ts";

/** A usual column of an article on a screen that is wider than it, in pixels. */
const COLUMN = 700;
/** The most that the preview takes of the window's height. */
const SHARE = 0.62;

export class Preview {
  private readonly frame: HTMLIFrameElement;
  private address = "";
  private size: { width: string; height: string; fits: boolean } = { width: "", height: "600", fits: true };
  /** The height that the embed asked for, which an article with our script follows. */
  private wish: number | null = null;

  constructor(frame: HTMLIFrameElement) {
    this.frame = frame;
    addEventListener("message", ({ data, source }) => {
      if (source !== frame.contentWindow) return;
      this.wish = heightOf(data) ?? this.wish;
      this.fit();
    });
    new ResizeObserver(() => this.fit()).observe(frame.parentElement!);
  }

  /** Show an address; `fits` says whether the article follows the height that the embed asks for. */
  show(address: string, size: { width: string; height: string; fits: boolean }): void {
    this.size = size;
    if (this.address !== address) {
      this.wish = null;
      if (this.address) this.frame.contentWindow!.location.replace(address); // Back must lead out of the story, not through these
      else this.frame.src = address;
      this.address = address;
    }
    this.fit();
  }

  private fit(): void {
    const room = this.frame.parentElement!.clientWidth;
    if (room === 0) return;
    const width = Number(this.size.width) || Math.max(room, Math.min(COLUMN, innerWidth)), height = (this.size.fits && this.wish) || Number(this.size.height);
    const zoom = Math.min(1, room / width, (SHARE * innerHeight) / height);
    Object.assign(this.frame.style, { width: `${width}px`, height: `${height}px`, zoom: String(zoom) });
  }
}
