/** `<storymap-embed>`: a story in an article, which costs nothing before the reader comes near or asks for it. */
import { frameAddress } from "./address.ts";
import { HIGHEST, LOWEST } from "./height.ts";

/** How near, in pixels, a reader must come before the frame is made. */
const NEAR = 600;
const USUAL_HEIGHT = 600;

const STYLE = `
:host { display: block; width: -moz-available; width: -webkit-fill-available; width: stretch; max-width: 100%; }
:host([hidden]), .away { display: none; }
.room { background: #8881; }
iframe { display: block; width: 100%; border: 0; }
@media print { iframe, .room { display: none; } .away { display: block; } }`;

export class StoryEmbed extends HTMLElement {
  static readonly observedAttributes = ["src", "chapter"];

  private readonly fallback = document.createElement("slot");
  private frame: HTMLIFrameElement | null = null;
  private room: HTMLElement | null = null;
  private watcher: IntersectionObserver | null = null;
  /** Whether the article's own policy forbids the frame: the picture and the link stay. */
  private forbidden = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    root.append(this.fallback);
    // With the script the link opens the map in its place, as a button does; without it, it leads to the story.
    this.fallback.addEventListener("slotchange", () => { if (this.onClick) this.link?.setAttribute("role", "button"); });
    this.fallback.addEventListener("click", (event) => this.clicked(event as MouseEvent));
    this.fallback.addEventListener("keydown", (event) => this.pressed(event as KeyboardEvent));
  }

  connectedCallback(): void {
    const width = Number(this.getAttribute("width"));
    this.style.maxWidth = width > 0 ? `${width}px` : "";
    if (this.frame || !this.address || this.forbidden) return;
    if (!this.onClick) this.waitUntilNear();
  }

  disconnectedCallback(): void {
    this.watcher?.disconnect();
    this.watcher = null;
  }

  attributeChangedCallback(): void {
    const { address } = this;
    if (this.frame && address && this.frame.src !== address) this.frame.src = address;
    else if (!this.frame && this.isConnected) this.connectedCallback();
  }

  /** The frame, when there is one; messages are believed from it alone. */
  get content(): HTMLIFrameElement | null {
    return this.frame;
  }

  private get address(): string | null {
    return frameAddress(this.getAttribute("src"), this.getAttribute("chapter"), document.baseURI);
  }

  private get onClick(): boolean {
    return this.getAttribute("activate") === "click" && !this.forbidden;
  }

  /** Keep room for the frame, so that the article does not jump, and make it when the reader comes near. */
  private waitUntilNear(): void {
    if (this.watcher) return;
    if (!this.room) {
      this.room = document.createElement("div");
      this.room.className = "room";
      this.room.style.height = this.usualHeight;
      this.fallback.className = "away"; // its picture, which comes lazily, is then not loaded
      this.shadowRoot!.append(this.room);
    }
    this.watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.show();
    }, { rootMargin: `${NEAR}px 0px` });
    this.watcher.observe(this);
  }

  private readonly hearRefusal = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective !== "frame-src" || !blockedURI || !this.frame?.src.startsWith(blockedURI)) return;
    document.removeEventListener("securitypolicyviolation", this.hearRefusal);
    this.forbidden = true;
    this.frame.remove();
    this.frame = null;
    this.link?.removeAttribute("role");
    this.fallback.className = "";
  };

  private get link(): HTMLAnchorElement | null {
    return this.querySelector("a");
  }

  private clicked(event: MouseEvent): void {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!plain || !this.onClick || !this.address) return;
    event.preventDefault();
    this.show();
    this.frame?.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== " " || !this.onClick || event.target !== this.link) return;
    event.preventDefault();
    this.link?.click();
  }

  /** The height before the frame asks for one. */
  private get usualHeight(): string {
    const asked = Number(this.getAttribute("height"));
    return `${asked >= LOWEST && asked <= HIGHEST ? asked : USUAL_HEIGHT}px`;
  }

  private get name(): string {
    const words = this.title || this.link?.textContent || this.querySelector("img")?.alt || "";
    return words.replace(/\s+/g, " ").trim() || "Story map";
  }

  private show(): void {
    const { address } = this;
    this.disconnectedCallback();
    if (this.frame || !address) return;
    document.addEventListener("securitypolicyviolation", this.hearRefusal);
    this.frame = document.createElement("iframe");
    this.frame.src = address;
    this.frame.title = this.name;
    this.frame.loading = "lazy";
    this.frame.allow = "fullscreen";
    this.frame.style.height = this.usualHeight;
    this.fallback.className = "away";
    this.room?.remove();
    this.shadowRoot!.append(this.frame);
  }
}
