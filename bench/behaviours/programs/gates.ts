import type { Behaviour } from '../behaviour.ts'
import type { Actor } from '../play/actor.ts'

/**
 * Workers whose work is right, but whose accept command misbehaves. `{scratch}` stands for a path that still exists when the check's
 * worktree is removed.
 */
export const gates: Readonly<Record<string, Behaviour>> = {
  'flaky-check': {
    does: 'does its task; the check fails only at its first run',
    expects: { says: null, ends: 'proven' },
    accept: ['test -e {scratch} || { touch {scratch}; echo flaky; exit 1; }'],
    play: actor => actor.workHonestly(),
  },
  'check-that-hangs': {
    does: 'does its task; one of the commands that check it never ends',
    expects: { says: /^rejected: .*(?:20 s|time|long)/, withinMs: 60_000, ends: 'failed', alone: false },
    accept: ['sleep 100000'],
    play: claimsAgain,
  },
  'check-that-cannot-run': {
    does: 'does its task; one of the commands that check it does not exist',
    expects: { says: /^rejected: .*no-such-command|^person: /, withinMs: 60_000, ends: 'failed', alone: false },
    accept: ['no-such-command --all'],
    play: claimsAgain,
  },
}

/** The worker does its whole task, and claims it again after each answer. */
async function claimsAgain(actor: Actor): Promise<void> {
  await actor.ack()
  await actor.all()
  actor.trouble()
  for (;;) {
    await actor.done()
    await actor.next()
  }
}
