/** A tile archive that is in memory already. */
import type { RangeResponse, Source } from "pmtiles";

export class Memory implements Source {
  private readonly data: ArrayBuffer;
  private readonly key: string;

  constructor(data: ArrayBuffer, key: string) {
    this.data = data;
    this.key = key;
  }

  getKey(): string {
    return this.key;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    return { data: this.data.slice(offset, offset + length) };
  }
}
