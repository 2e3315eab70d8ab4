/** The tiles of the ground as one picture: without a graphics card, one canvas moves far more lightly than many stretched ones. */
import { beyond, clear, covers, place, type Frame, type Lie } from "../frame.ts";
import type { TileLayer } from "./layer.ts";

/** How far the picture reaches beyond the map, as a share of it. */
const BEYOND = 0.3;

interface Spot {
  x: number;
  y: number;
  z: number;
}

interface TileEvent {
  tile: HTMLCanvasElement;
  coords: Spot;
}

const key = ({ x, y, z }: Spot) => `${z}/${x}/${y}`;

/** The zoom whose tiles a map of some width shows. */
function zoomOf(world: number): number {
  return Math.round(Math.log2(world / 256));
}

export class Flat {
  readonly canvas = document.createElement("canvas");
  private readonly ctx = this.canvas.getContext("2d")!;
  private readonly tiles = new Map<string, { tile: HTMLCanvasElement; spot: Spot }>();
  private lie: Lie | null = null;
  private still = true;
  /** What was painted last. */
  private frame: Frame | null = null;

  /** A picture of the tiles of a layer, which are not shown themselves; until they come, the picture before. */
  constructor(layer: TileLayer, before: Flat | null) {
    this.canvas.className = "ground";
    layer.on("add", () => { layer.getContainer()!.style.display = "none"; });
    layer.on("tileload", ({ tile, coords }: TileEvent) => this.add(tile, coords));
    layer.on("tileunload", ({ coords }: TileEvent) => this.tiles.delete(key(coords)));
    if (!before?.frame || before.canvas.width === 0 || before.canvas.height === 0) return; // of a map that is hidden
    this.frame = before.frame;
    clear(this.canvas, this.ctx, this.frame);
    this.ctx.drawImage(before.canvas, 0, 0, this.frame.width, this.frame.height);
  }

  /** The map lies elsewhere now. */
  lies(lie: Lie, still: boolean): void {
    const { frame } = this;
    this.lie = lie;
    this.still = still;
    const bare = frame?.world === lie.world && !covers(frame, lie);
    if (bare || (still && frame?.world !== lie.world && this.holds(lie))) this.paint(lie);
    else if (frame) place(this.canvas, frame, lie);
  }

  /** Whether nothing of what lies beneath is seen. */
  hides(seen: Frame): boolean {
    return covers(this.frame, seen) && this.holds(seen);
  }

  /** Whether tiles of the map's own zoom are there for all that it shows. */
  private holds({ left, top, width, height, world }: Frame): boolean {
    const z = zoomOf(world), tiles = 2 ** z, side = world / tiles;
    for (let y = Math.max(0, Math.floor(top / side)); y <= Math.min(tiles - 1, Math.floor((top + height - 1) / side)); y++) {
      for (let x = Math.floor(left / side); x <= Math.floor((left + width - 1) / side); x++) if (!this.tiles.has(key({ x, y, z }))) return false;
    }
    return true;
  }

  /** A tile has come: it is painted into the picture, which is made new when the map stands at another zoom. */
  private add(tile: HTMLCanvasElement, spot: Spot): void {
    const { frame, lie } = this;
    this.tiles.set(key(spot), { tile, spot });
    if (!lie) return;
    if (frame?.world === lie.world) this.lay(frame, tile, spot);
    else if (this.still) this.paint(lie);
  }

  /** Paint what is there: the picture before, and all tiles above it, the finest last. */
  private paint(lie: Lie): void {
    const frame = beyond(lie, BEYOND), { frame: old, canvas } = this;
    const before = old && canvas.width > 0 && canvas.height > 0 ? copyOf(canvas) : null;
    clear(canvas, this.ctx, frame);
    if (before && old) {
      const grown = frame.world / old.world;
      this.ctx.imageSmoothingQuality = "low"; // it is seen for a moment, and a wheel asks for it again and again
      this.ctx.drawImage(before, old.left * grown - frame.left, old.top * grown - frame.top, old.width * grown, old.height * grown);
    }
    this.frame = frame;
    for (const { tile, spot } of [...this.tiles.values()].sort((one, other) => one.spot.z - other.spot.z)) this.lay(frame, tile, spot);
    place(canvas, frame, lie);
  }

  /** Paint a tile; its edges are those of pixels, so that no seam is seen. */
  private lay(frame: Frame, tile: HTMLCanvasElement, { x, y, z }: Spot): void {
    const { ctx } = this, { ratio } = frame, side = frame.world / 2 ** z;
    const [left, right] = [x, x + 1].map((at) => Math.round((at * side - frame.left) * ratio)) as [number, number];
    const [top, bottom] = [y, y + 1].map((at) => Math.round((at * side - frame.top) * ratio)) as [number, number];
    if (tile.width === 0 || right <= 0 || bottom <= 0 || left >= this.canvas.width || top >= this.canvas.height) return;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(tile, left, top, right - left, bottom - top);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  copy.getContext("2d")!.drawImage(canvas, 0, 0);
  return copy;
}
