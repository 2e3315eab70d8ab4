/** How many rows each month has, as bars behind the handles of the time. */

const SPACE = "http://www.w3.org/2000/svg";
const HIGH = 100;

export class Histogram {
  readonly picture = document.createElementNS(SPACE, "svg");
  private readonly outside = document.createElementNS(SPACE, "path");
  private readonly inside = document.createElementNS(SPACE, "path");

  constructor(months: number) {
    this.picture.setAttribute("viewBox", `0 0 ${months} ${HIGH}`);
    this.picture.setAttribute("preserveAspectRatio", "none");
    this.picture.setAttribute("aria-hidden", "true");
    this.outside.setAttribute("class", "bars-outside");
    this.inside.setAttribute("class", "bars-inside");
    this.picture.append(this.outside, this.inside);
  }

  /** Draw counts by month; those from `from` to `to` are chosen. */
  draw(counts: number[], from: number, to: number): void {
    const most = Math.max(1, ...counts);
    const bars = counts.map((count, at) => (count ? `M${at} ${HIGH}V${(HIGH * (1 - Math.max(0.02, count / most))).toFixed(1)}h.8V${HIGH}z` : ""));
    this.inside.setAttribute("d", bars.slice(from, to + 1).join(""));
    this.outside.setAttribute("d", bars.slice(0, from).join("") + bars.slice(to + 1).join(""));
  }
}
