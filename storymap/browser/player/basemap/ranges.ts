/** Pieces of a tile archive: by ranges, or cut out of the whole file where the host knows no ranges. */
import { FetchSource, type RangeResponse, type Source } from "pmtiles";

/** The largest archive that is fetched whole; a host without ranges can't serve a larger one. */
const MOST_BYTES = 30_000_000;

/** The host doesn't answer, or knows no ranges and the archive is too large to be fetched whole. */
export class Unreachable extends Error {}

/** Bytes of the file at `url`, which PMTiles asks for piece by piece. */
export class Ranges implements Source {
  private readonly pieces: FetchSource;
  private whole: Promise<ArrayBuffer> | null = null;
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
    this.pieces = new FetchSource(url);
  }

  getKey(): string {
    return this.url;
  }

  async getBytes(offset: number, length: number, signal?: AbortSignal, etag?: string): Promise<RangeResponse> {
    if (!this.whole) {
      try {
        return await this.pieces.getBytes(offset, length, signal, etag);
      } catch (error) {
        if (!(error instanceof Error) || signal?.aborted) throw error;
        this.whole ??= this.fetchWhole();
        this.whole.catch(() => { this.whole = null; }); // the host may answer again
      }
    }
    return { data: (await this.whole).slice(offset, offset + length) };
  }

  /** The host knows no ranges, or doesn't answer at all, which this request will tell. */
  private async fetchWhole(): Promise<ArrayBuffer> {
    const stop = new AbortController();
    const answer = await fetch(this.url, { signal: stop.signal });
    if (answer.status === 200 && Number(answer.headers.get("content-length") ?? 0) <= MOST_BYTES) return answer.arrayBuffer();
    stop.abort();
    throw new Unreachable(`${this.url} can't be fetched (${answer.status}).`);
  }
}
