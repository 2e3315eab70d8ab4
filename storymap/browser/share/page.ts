/** A share page: what the server, or the static site, says about a story in one language. */
import { parsed, type Shared } from "./snippet.ts";

const loaded = new Map<string, Promise<SharedPage>>();

export class SharedPage {
  readonly root: HTMLElement;
  readonly title: string;
  private readonly address: string;
  private readonly style: HTMLLinkElement | null;
  private readonly options: HTMLOptionElement[];
  private readonly texts: { snippet: string; frame: string };

  private constructor(page: Document, address: string) {
    this.address = address;
    this.title = page.title;
    this.root = page.getElementById("share")!;
    this.style = page.querySelector("#share-style");
    this.options = [...this.root.querySelectorAll<HTMLOptionElement>("[name=chapter] option")];
    const text = (name: string) => this.root.querySelector<HTMLTextAreaElement>(`[name=${name}]`)!.value;
    this.texts = { snippet: text("snippet"), frame: text("frame") };
  }

  /** The page that the browser shows, when it is one. */
  static here(): SharedPage | null {
    return document.body.classList.contains("sharing") ? new SharedPage(document, location.href) : null;
  }

  /** The page at an address, which is relative to another share page, if one is given. */
  static load(address: string, from?: SharedPage): Promise<SharedPage> {
    const full = new URL(address, from?.address ?? document.baseURI).href;
    if (from && full === from.address) return Promise.resolve(from);
    const known = loaded.get(full) ?? fetch(full).then(async (answer) => {
      if (!answer.ok) throw new Error(`${full}: ${answer.status}`);
      return new SharedPage(new DOMParser().parseFromString(await answer.text(), "text/html"), full);
    });
    if (from) {
      loaded.set(full, known);
      known.catch(() => loaded.delete(full)); // so that another try asks again
    }
    return known;
  }

  /** What is shared of a chapter, or with "" of the story; all addresses are full. */
  shared(chapter: string): Shared {
    const { dataset } = this.options.find(({ value }) => value === chapter) ?? this.options[0]!;
    return { embed: this.full(this.root.dataset.frame!), link: this.full(dataset.link!), card: this.full(dataset.card!), alt: dataset.alt! };
  }

  /** The snippet with the element, as a body of its own that nothing runs in. */
  get snippet(): HTMLElement {
    return parsed(this.texts.snippet);
  }

  /** The snippet with the plain frame. */
  get frame(): HTMLElement {
    return parsed(this.texts.frame);
  }

  /** Full address of the script that articles load. */
  get script(): string {
    return this.full(this.snippet.querySelector("script")!.getAttribute("src")!);
  }

  /** Put the page's style sheet into the document that shows it, and wait for it. */
  async bringStyle(): Promise<void> {
    if (!this.style || document.getElementById(this.style.id)) return;
    const sheet = document.createElement("link");
    Object.assign(sheet, { id: this.style.id, rel: "stylesheet", href: this.full(this.style.getAttribute("href")!) });
    await new Promise((resolve) => {
      sheet.addEventListener("load", resolve);
      sheet.addEventListener("error", resolve);
      document.head.append(sheet);
    });
  }

  private full(address: string): string {
    return new URL(address, this.address).href;
  }
}
