/** What is known of an event set before any of its tiles, as `storymap/tiles/events/summary.py` writes it. */

export interface Counted {
  id: string;
  count: number;
}

export interface Summary {
  rows: number;
  shown: number;
  /** Rows that are not drawn, by reason. */
  bad: Record<string, number>;
  undated: number;
  "year only": number;
  months: { from: string; counts: number[]; none: number };
  categories: Counted[];
  places: Counted[];
  tiles: { zooms: [number, number]; rows: string[] };
}

/** Read a summary. */
export async function readSummary(address: string): Promise<Summary> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}.`);
  return (await answer.json()) as Summary;
}
