/** What a date means, asked of the server once for each text. */
import { app } from "../../app.ts";
import { ApiError } from "../../api.ts";

export interface Reading {
  edtf: string;
  words: string;
  /** Whether `edtf` may be saved as it is. */
  valid: boolean;
  hint: string;
  /** The ways in which the text can be read. */
  choices?: { edtf: string; words: string }[];
}

const known = new Map<string, Reading>();

/** The reading of a date in words of `language`; null when the server does not answer. */
export async function readDate(text: string, language: string, signal?: AbortSignal): Promise<Reading | null> {
  const key = `${language} ${text}`, before = known.get(key);
  if (before) return before;
  try {
    const reading = await app().api.ask<Reading>("when", { method: "POST", body: { text, language }, ...(signal ? { signal } : {}) });
    if (known.size > 500) known.clear();
    known.set(key, reading);
    return reading;
  } catch (error) {
    if (signal?.aborted || error instanceof ApiError) return null;
    throw error;
  }
}
