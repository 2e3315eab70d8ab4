/** Pins in the colours of folium's icons; the signs in them come from a font of another host, so that a dot stands for them. */

/** folium's names of colours, as its pins look; those that browsers know by the same name are not listed. */
const COLOURS: Record<string, string> = {
  red: "#c8342b", darkred: "#95303a", lightred: "#f0857a", orange: "#e8892b", beige: "#f2c88f", green: "#5f9b2b", darkgreen: "#5d6b21",
  lightgreen: "#a9d65c", blue: "#2f87c3", darkblue: "#1d5a86", lightblue: "#7fc6ec", purple: "#b955b5", darkpurple: "#563764", pink: "#ee8fc6",
  cadetblue: "#3f6673", gray: "#5c5c5c", lightgray: "#a3a3a3", black: "#2b2b2b", white: "#f7f7f7",
};

/** The address of a pin's picture; a colour that nobody knows is blue. */
export function pinAddress(name: string): string {
  const fill = COLOURS[name] ?? COLOURS.blue!;
  const dot = ["white", "beige", "lightgray"].includes(name) ? "#2b2b2b" : "#fff";
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="25" height="41" viewBox="0 0 25 41"><path d="M12.5 40C10 31 1 22 1 12.5a11.5 11.5 0 0 1 23 0C24 22 15 31 12.5 40z" fill="${fill}" stroke="#0009"/><circle cx="12.5" cy="12.5" r="4.2" fill="${dot}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}
