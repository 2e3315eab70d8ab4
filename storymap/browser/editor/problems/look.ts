/** Has the server look through the story: at once, or when a person pauses after a save. */
import { useEffect, useRef } from "preact/hooks";
import { ApiError } from "../api.ts";
import { app } from "../app.ts";
import { route } from "../route.ts";
import type { Problem } from "../store/state.ts";

const PAUSE = 1_500;

/** Take over the problems of the files as they are now; the answer is why that could not be done. */
export async function look(): Promise<string> {
  const { store, api, saver } = app();
  try {
    const { problems } = await api.ask<{ problems: Problem[] }>(`${saver.path}/problems`, { method: "POST", body: {} });
    store.problems.value = problems;
    return "";
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.message;
  }
}

/** The version that all is saved in; "" while something is not. */
export function savedVersion(): string {
  const { saver } = app();
  return saver.status.value.what === "saved" ? saver.version : "";
}

/** Keeps the problems up to date beside the fields; the section of problems looks by itself. */
export function useLooking(): void {
  const version = savedVersion(), { section } = route.value, known = useRef(app().saver.version);
  useEffect(() => {
    if (!version || section === "problems" || version === known.current) return;
    const timer = window.setTimeout(() => { known.current = version; void look(); }, PAUSE);
    return () => clearTimeout(timer);
  }, [version, section]);
}
