import type { Hands } from './hands.ts'
import { delay } from './timing/delay.ts'

const TRIES = 3
const RETRY_MS = 500

/** Removes what must not remain after the project has ended: its tmux server, and worktrees that were made for checks. */
export async function tidyUp(hands: Hands): Promise<void> {
  await persist(hands, 'tmux server not ended', () => hands.terminal.endServer())
  await persist(hands, 'proof worktrees left behind', () => hands.git.pruneProofs())
}

/** Tries something a few times and logs each failure. It then stops trying, because a czar that has finished must exit. */
async function persist({ clock, log }: Hands, failure: string, deed: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      await deed()
      return
    } catch (error) {
      log.warn({ error: String(error), tries }, failure)
      await delay(clock, RETRY_MS)
    }
  }
}
