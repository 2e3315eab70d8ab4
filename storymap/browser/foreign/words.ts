/** Small pieces of the page that foreign layers ask for: parsed HTML for popups, and legends. */

/** What jQuery gives to folium's popups: the elements of a piece of HTML. */
export function parsed(html: string): Element[] {
  const { body } = new DOMParser().parseFromString(html.trim(), "text/html");
  return [...body.children];
}

/** A legend: a caption, and colours with their values in words. */
export function legend(caption: string, steps: [colour: string, label: string][]): HTMLElement {
  const box = document.createElement("div"), heading = document.createElement("p"), list = document.createElement("ol");
  box.className = "foreign-legend";
  heading.textContent = caption;
  for (const [colour, label] of steps) {
    const item = document.createElement("li");
    const swatch = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const fill = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of [["width", "16"], ["height", "16"], ["fill", colour]] as const) fill.setAttribute(name, value);
    swatch.ariaHidden = "true";
    swatch.append(fill);
    item.append(swatch, label);
    list.append(item);
  }
  box.append(heading, list);
  return box;
}
