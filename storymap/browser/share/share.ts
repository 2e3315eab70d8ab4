/** Sharing a story: the share page, as a dialog over the player or by itself, with what the reader chooses. */
import { SharedPage } from "./page.ts";
import { Preview } from "./preview.ts";
import { embedAddress, fillElement, fillFrame, sizeOf, type Choices } from "./snippet.ts";

type Field = HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement;

/** The fields of the share page, and what they say about the page in the language that was chosen. */
class Sharing {
  private readonly root: HTMLElement;
  private readonly own: SharedPage;
  private shown: SharedPage;
  private language: string;
  private readonly preview: Preview;

  constructor(page: SharedPage, chapter: string) {
    this.own = this.shown = page;
    this.root = page.root;
    this.language = this.root.querySelector<Field>("[name=language]")?.value ?? "";
    this.preview = new Preview(this.root.querySelector<HTMLIFrameElement>("[name=share-preview]")!);
    for (const hidden of this.root.querySelectorAll<HTMLElement>("[data-scripted]")) hidden.hidden = false;
    this.act("send").hidden = !("share" in navigator);
    if ([...this.field("chapter").options].some(({ value }) => value === chapter)) this.field("chapter").value = chapter;
    this.root.addEventListener("change", (event) => void this.changed(event));
    this.root.addEventListener("click", (event) => void this.clicked(event));
    this.show();
  }

  act(name: string): HTMLButtonElement {
    return this.root.querySelector<HTMLButtonElement>(`[data-act=${name}]`)!;
  }

  private field(name: string): Field {
    return this.root.querySelector<Field>(`[name=${name}]`)!;
  }

  private get chosen(): Choices {
    return {
      chapter: this.field("chapter").value, extent: this.field("extent").value, theme: this.field("theme").value, click: this.field("click").checked,
      ...sizeOf(this.field("size").value),
    };
  }

  /** Put what was chosen into the link, the snippet and the preview. */
  private show(): void {
    const { chosen } = this;
    const shared = this.shown.shared(chosen.chapter);
    this.field("link").value = shared.link;
    this.field("snippet").value = this.field("kind").value === "frame"
      ? fillFrame(this.shown.frame, chosen, shared)
      : fillElement(this.shown.snippet, chosen, shared, this.shown.script);
    this.preview.show(embedAddress(shared.embed, chosen), { ...chosen, fits: this.field("kind").value === "element" });
  }

  private async changed({ target }: Event): Promise<void> {
    this.say("");
    const chapter = this.field("chapter"), extent = this.field("extent");
    if (extent.value === "chapter" && chapter.value === "") { // the beginning is no chapter
      if (target === extent) chapter.selectedIndex = 1;
      else extent.value = "";
    }
    if (target === this.field("language") && !(await this.turn())) this.say(this.root.dataset.failed!);
    this.show();
  }

  /** Go to the language that was chosen; when its page does not come, back to the one that is shown. */
  private async turn(): Promise<boolean> {
    const language = this.field("language");
    try {
      this.shown = await SharedPage.load(language.value, this.own);
      this.language = language.value;
      return true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      language.value = this.language;
      return false;
    }
  }

  private async clicked({ target }: MouseEvent): Promise<void> {
    const button = (target as Element).closest<HTMLElement>("[data-act]");
    if (button?.dataset.act === "copy") await this.copy(document.getElementById(button.dataset.of!) as Field);
    if (button?.dataset.act === "send") await this.send();
  }

  private async copy(field: Field): Promise<void> {
    try {
      await navigator.clipboard.writeText(field.value);
      this.say(this.root.dataset.copied!);
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error; // none on plain http
      field.focus();
      field.select();
      this.say(this.root.dataset.select!);
    }
  }

  private async send(): Promise<void> {
    try {
      await navigator.share({ title: this.own.title, url: this.field("link").value });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // the reader thought better of it
    }
  }

  private say(words: string): void {
    this.root.querySelector(".share-status")!.textContent = words;
  }
}

/** Show the share page at `address` as a dialog, with a chapter chosen; `closed` is called after it closed. */
export async function openShare(address: string, chapter: string, closed: () => void): Promise<void> {
  const page = await SharedPage.load(address);
  await page.bringStyle();
  const dialog = document.createElement("dialog");
  dialog.className = "share-dialog";
  dialog.setAttribute("aria-labelledby", "share-title");
  dialog.append(page.root);
  document.body.append(dialog);
  const close = new Sharing(page, chapter).act("close");
  close.hidden = false;
  close.addEventListener("click", () => dialog.close());
  const preview = dialog.querySelector<HTMLIFrameElement>("[name=share-preview]")!;
  preview.addEventListener("load", () => {
    // Keys in a frame reach no dialog around it; the embed is of our own origin.
    preview.contentWindow?.addEventListener("keydown", ({ key }) => { if (key === "Escape") dialog.close(); });
  });
  dialog.addEventListener("close", () => { dialog.remove(); closed(); });
  dialog.showModal();
}

const here = SharedPage.here();
if (here) new Sharing(here, new URL(location.href).searchParams.get("chapter") ?? "");
