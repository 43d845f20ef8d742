import type { Behaviour } from '../behaviour.ts'
import type { Actor } from '../play/actor.ts'
import { firstAgent } from '../play/first-agent.ts'

/** Workers whose process ends or is suspended before the task is done. */
export const dies: Readonly<Record<string, Behaviour>> = {
  'crashes-once': {
    does: 'exits with status 1 after the first part, once',
    expects: { says: /^crashed: /, withinMs: 3_000, ends: 'proven' },
    play: once(() => process.exit(1)),
  },
  'leaves-politely': {
    does: 'exits with status 0 in the middle of its work, once',
    expects: { says: /^crashed: /, withinMs: 3_000, ends: 'proven' },
    play: once(() => process.exit(0)),
  },
  'is-killed': {
    does: 'is killed with -9, with uncommitted work',
    expects: { says: /^crashed: /, withinMs: 3_000, ends: 'proven' },
    play: once(async actor => {
      await actor.sh(`echo half > ${actor.area}/part-2.txt`)
      process.kill(process.pid, 'SIGKILL')
    }),
  },
  'crashes-always': {
    does: 'crashes after its restatement, in every agent of this worker; another worker does the task, or a person is called',
    expects: { says: /^crashed: /, withinMs: 3_000, ends: 'person' },
    async play(actor) {
      await actor.ack()
      actor.trouble()
      process.exit(134)
    },
  },
  'stops-itself': {
    does: 'is stopped by a signal (SIGSTOP), once',
    expects: { says: /^(?:stuck|quiet|crashed): |^person: /, withinMs: 150_000, ends: 'proven' },
    play: once(() => {
      process.kill(process.pid, 'SIGSTOP')
    }),
  },
  'leaves-a-shell': {
    does: 'ends, and a shell takes its place in the pane',
    expects: { says: /^(?:crashed|quiet|stuck|idle): |^person: /, withinMs: 150_000, ends: 'proven', alone: false },
    leavesShell: true,
    play: once(() => process.exit(0)),
  },
  'loses-its-worktree': {
    does: 'deletes its own worktree, which has a commit that exists nowhere else',
    expects: { says: /^(?:stuck|crashed|confused): |^missing: |^person: /, withinMs: 60_000, ends: 'proven', alone: false },
    play: once(async actor => {
      await actor.sh('cd .. && rm -rf "$OLDPWD"')
      await new Promise(() => {})
    }),
  },
}

/** Makes a behaviour whose program ends in the given way after the first part of its task. */
function once(die: (actor: Actor) => unknown): Behaviour['play'] {
  return firstAgent(async actor => {
    await actor.ack()
    await actor.part(1)
    actor.trouble()
    await die(actor)
  })
}
