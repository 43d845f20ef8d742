import type { Hands } from './hands.ts'
import { delay } from './timing/delay.ts'

const TRIES = 3
const RETRY_MS = 500

/** Cleans up after the project has ended: ends its tmux server, and removes worktrees that were made for checks. */
export async function tidyUp(hands: Hands): Promise<void> {
  await persist(hands, 'the tmux server could not be ended', () => hands.terminal.endServer())
  await persist(hands, 'the worktrees of checks could not be removed', () => hands.git.pruneProofs())
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
