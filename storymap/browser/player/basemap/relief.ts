/** Light and shade of hills: one grey picture of the whole world, laid on the land of each tile. */
import type { Feature, PaintSymbolizer } from "protomaps-leaflet";

interface Spot {
  x: number;
  y: number;
  z: number;
}

interface MakesTiles {
  createTile(coords: Spot, done: () => void): HTMLCanvasElement;
}

/** Which tile each canvas is: what paints a feature is told the canvas alone. */
const spots = new WeakMap<HTMLCanvasElement, Spot>();
const MARGIN = 2;
const SMALLEST = 8;

/** Note which tile each canvas of a layer is. */
export function whereabouts<Made extends MakesTiles>(layer: Made): Made {
  const create = layer.createTile.bind(layer);
  layer.createTile = (coords, done) => {
    const canvas = create(coords, done);
    spots.set(canvas, coords);
    return canvas;
  };
  return layer;
}

/** The picture, 128 where nothing is shaded, Web Mercator. */
export class Relief {
  /** Beyond this display zoom one pixel of the picture would be wider than a hill. */
  readonly maxZoom = 8;
  private readonly picture: ImageBitmap;

  private constructor(picture: ImageBitmap) {
    this.picture = picture;
  }

  /** Take or load the picture (smaller where memory is), or null when it does not come: the map is whole without it. */
  static async load(picture: string | Blob): Promise<Relief | null> {
    const answer = typeof picture === "string" ? await fetch(picture) : new Response(picture);
    if (!answer.ok) return null;
    const small: ImageBitmapOptions = innerWidth < 900 ? { resizeWidth: 2048, resizeHeight: 2048, resizeQuality: "high" } : {};
    return new Relief(await createImageBitmap(await answer.blob(), small));
  }

  /** Shades the areas that it is given; `strength` from 0 to 1, fainter as the map comes nearer. */
  symbolizer(strength: number): PaintSymbolizer {
    return {
      draw: (ctx: CanvasRenderingContext2D, geometry: { x: number; y: number }[][], zoom: number, feature: Feature) => {
        const spot = spots.get(ctx.canvas);
        const { minX, minY, maxX, maxY } = feature.bbox;
        if (!spot || Math.max(maxX - minX, maxY - minY) < SMALLEST) return;
        ctx.save();
        ctx.beginPath();
        for (const ring of geometry) {
          ring.forEach(({ x, y }, index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
        }
        ctx.clip("evenodd");
        ctx.globalCompositeOperation = "hard-light";
        ctx.globalAlpha = strength * Math.min(1, Math.max(0.35, 1 - (zoom - 5) * 0.2));
        this.lay(ctx, spot);
        ctx.restore();
      },
    };
  }

  /** Draw the part of the picture that a tile shows, a little beyond its edges so that no seam is seen. */
  private lay(ctx: CanvasRenderingContext2D, { x, y, z }: Spot): void {
    const { a, e, f } = ctx.getTransform();
    const source = this.picture.width / 2 ** z;
    const scale = 256 / source;
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(this.picture, x * source - MARGIN, y * source - MARGIN, source + 2 * MARGIN, source + 2 * MARGIN,
      -e / a - MARGIN * scale, -f / a - MARGIN * scale, 256 + 2 * MARGIN * scale, 256 + 2 * MARGIN * scale);
  }
}
