/** The sessions of a browser: each tab has one, known by the lock that it holds as long as it lives. */

const SESSION = "storymap-session";
/** A page that is loaded again lets its session go and takes it back within this many milliseconds. */
const RELOAD = 3000;

/** This tab's session, the same after a reload; a duplicated tab gets a new one. */
export async function ownSession(story: string): Promise<string> {
  const before = sessionStorage.getItem(SESSION);
  if (before && (await locked(lockName(story, before)))) return before;
  const made = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36)).join("");
  sessionStorage.setItem(SESSION, made);
  await locked(lockName(story, made));
  return made;
}

/** Whether a tab has this session now. */
export async function lives(story: string, session: string): Promise<boolean> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.some(({ name }) => name === lockName(story, session));
}

/** Do something with a session whose tab is gone, while no other tab does. */
export async function whileGone(story: string, session: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(lockName(story, session), { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/** Wait until the tab that has this session is closed for good. */
export async function whenGone(story: string, session: string): Promise<void> {
  do {
    await navigator.locks.request(lockName(story, session), () => {});
    await new Promise((resolve) => { setTimeout(resolve, RELOAD); });
  } while (await lives(story, session));
}

function lockName(story: string, session: string): string {
  return `storymap-editor/${story}/${session}`;
}

/** Hold a lock as long as the tab lives; false when another tab has it. Where there are no locks every tab has its own.
 *
 * The page before a reload lets go a moment after the new one begins, hence the wait. */
function locked(name: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const given = () => { resolve(true); return new Promise<never>(() => {}); };
    navigator.locks.request(name, { signal: AbortSignal.timeout(1500) }, given).catch(() => resolve(false));
  });
}
