/** Playing by itself: a chapter for its dwell, then the next; in a kiosk round and round, and home when idle. */

export interface Player {
  /** Go on; false when the story has ended. */
  advance(): boolean;
  home(): void;
  changed(playing: boolean): void;
}

/** Seconds without a touch after which a kiosk goes home and plays again. */
const IDLE_SECONDS = 60;

export class Play {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  playing = false;

  private readonly player: Player;
  private readonly dwell: number;
  private readonly kiosk: boolean;
  private readonly still: () => boolean;

  constructor(player: Player, dwell: number, kiosk: boolean, still: () => boolean) {
    this.player = player;
    this.dwell = dwell;
    this.kiosk = kiosk;
    this.still = still;
    if (!kiosk) return;
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
      addEventListener(kind, () => this.touched(), { passive: true, capture: true });
    }
    this.set(true);
  }

  /** Start or stop; reduced motion allows no playing by itself. */
  set(on: boolean): void {
    this.playing = on && !this.still();
    clearTimeout(this.timer);
    if (this.playing) this.wait();
    this.player.changed(this.playing);
  }

  private wait(): void {
    this.timer = setTimeout(() => {
      const more = this.player.advance();
      if (!more && this.kiosk) this.player.home();
      if (more || this.kiosk) this.wait();
      else this.set(false);
    }, this.dwell * 1000);
  }

  /** Someone is at the kiosk: they lead, until they leave. */
  private touched(): void {
    this.set(false);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => { this.player.home(); this.set(true); }, IDLE_SECONDS * 1000);
  }
}
