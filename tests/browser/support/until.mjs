// Waiting for something to become true outside a page, where the browser cannot wait for us.
import { setTimeout as pause } from "node:timers/promises";

/** Asks until the answer is truthy, and gives it; fails with `what` after ten seconds. */
export async function until(what, ask) {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ten seconds in vain for ${what}`);
    await pause(20);
  }
}
