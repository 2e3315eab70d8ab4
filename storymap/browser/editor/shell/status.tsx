/** The one place that says whether everything is saved. */
import { app } from "../app.ts";
import type { Status } from "../store/saver.ts";
import { clock, t } from "../words.ts";

function words({ what, at, by, message }: Status): string {
  const time = clock(at);
  if (what === "loading") return t("Opening…");
  if (what === "saving") return t("Saving…");
  if (what === "waiting") return t("Not saved yet – your text is safe in this browser. Trying again.");
  if (what === "shut-out") return t("Not saved yet – your text is safe in this browser. {message}", { message });
  if (what === "refused") return t("Not saved: {message}", { message });
  return by ? t("Saved {time}. Last changed by {name}.", { time, name: by }) : t("Saved {time}", { time });
}

export function StatusLine() {
  const { store, saver, page } = app(), status = saver.status.value, undecided = store.conflicts.value.length;
  const open = t("{n} undecided", { n: undecided });
  return (
    <div class="status" data-status={status.what}>
      <p role="status" aria-live="polite">{words(undecided > 0 ? { ...status, by: "" } : status)}{undecided > 0 ? ` – ${open}` : ""}</p>
      {status.what === "waiting" ? <button type="button" class="button quiet" onClick={() => saver.now()}>{t("Try now")}</button> : null}
      {status.what === "shut-out" && page.urls.login ? <a href={page.urls.login} target="_blank">{t("Log in")}</a> : null}
    </div>
  );
}
