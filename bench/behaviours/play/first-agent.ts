import type { Behaviour } from '../behaviour.ts'
import type { Actor } from './actor.ts'

/**
 * Lets only the first agent of the worker show the given behaviour. Later agents discard the first agent's unfinished work and do the task.
 */
export function firstAgent(play: (actor: Actor) => unknown): Behaviour['play'] {
  return async actor => {
    if (actor.before === 0) {
      await play(actor)
      return
    }
    actor.over()
    await actor.sh(`git rm -qf --ignore-unmatch ${actor.area}/draft.txt; rm -f ${actor.area}/draft.txt`)
    await actor.workHonestly()
  }
}
