/** Where points are dense: each glows, what lies over each other adds up, and the sum becomes a colour. */
import { clear, copies } from "../frame.ts";
import type { Paint } from "./painter.ts";
import type { Shown } from "./shown.ts";

/** The glow is reckoned in fewer pixels than the map has; it is soft anyway. */
const COARSE = 3;
const GLOW = 0.3;

/** A soft disc, opaque in its middle. */
function sprite(radius: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d")!;
  canvas.width = canvas.height = Math.ceil(2 * radius);
  const glow = ctx.createRadialGradient(radius, radius, 0, radius, radius, radius);
  glow.addColorStop(0, "rgba(0,0,0,1)");
  glow.addColorStop(0.5, "rgba(0,0,0,.35)");
  glow.addColorStop(1, "rgba(0,0,0,0)");
  ctx.fillStyle = glow;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/** 256 colours from faint to the ramp's end, as bytes. */
export function ramp(colours: string[]): Uint8ClampedArray {
  const stops = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  const bytes = new Uint8ClampedArray(1024);
  for (let value = 0; value < 256; value++) {
    const at = (value / 255) * (stops.length - 1), low = Math.floor(at), high = Math.min(low + 1, stops.length - 1);
    for (let channel = 0; channel < 3; channel++) bytes[4 * value + channel] = stops[low]![channel]! + (stops[high]![channel]! - stops[low]![channel]!) * (at - low);
    bytes[4 * value + 3] = Math.min(215, value * 4);
  }
  return bytes;
}

/** The heat of a layer's points. */
export function heat(shown: Shown): Paint {
  const { paint } = shown.layer, radius = paint.radius / COARSE;
  const [glow, colours] = [sprite(radius), ramp(paint.colours)];
  const canvas = document.createElement("canvas"), own = canvas.getContext("2d", { willReadFrequently: true })!;
  return (ctx, frame, _palette, strength) => {
    const coarse = { width: frame.width / COARSE, height: frame.height / COARSE, world: frame.world / COARSE, left: frame.left / COARSE, top: frame.top / COARSE, ratio: 1 };
    clear(canvas, own, coarse);
    for (const copy of copies(coarse)) {
      for (let index = 0; index < shown.xs.length; index++) {
        const x = (shown.xs[index]! + copy) * coarse.world - coarse.left, y = shown.ys[index]! * coarse.world - coarse.top;
        if (x < -radius || y < -radius || x > coarse.width + radius || y > coarse.height + radius) continue;
        own.globalAlpha = GLOW * (paint.sizes[shown.features[index]!] ?? (paint.sizes.length ? 0 : 1));
        own.drawImage(glow, x - radius, y - radius);
      }
    }
    const image = own.getImageData(0, 0, canvas.width, canvas.height), { data } = image;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3]) data.set(colours.subarray(4 * data[at + 3]!, 4 * data[at + 3]! + 4), at);
    own.putImageData(image, 0, 0);
    ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    ctx.globalAlpha = strength;
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(canvas, 0, 0, canvas.width * COARSE, canvas.height * COARSE);
  };
}
