import type { Hands } from './hands.ts'
import { delay } from './timing/delay.ts'

const TRIES = 3
const RETRY_MS = 500

/** Removes what must not outlast the project: its tmux server, and proof worktrees that are left. */
export async function tidyUp(hands: Hands): Promise<void> {
  await persist(hands, 'tmux server not ended', () => hands.terminal.endServer())
  await persist(hands, 'proof worktrees left behind', () => hands.git.pruneProofs())
}

/** Tries a few times and logs each failure. It does not try for ever, because a finished czar must not stay. */
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
