import { seen, since } from './evidence.ts'
import type { Scene } from './scene.ts'
import { say, type Verdict } from './verdict.ts'

/** A turn that runs, or a brief that is on its way: nothing is asked of either, unless nothing at all comes of it. */
export function turning({ desk, worker, agent, assignment }: Scene): Verdict | null {
  if (agent.turn === 'busy') {
    if (desk.isDue(agent.noveltyAt + desk.policy.stuckAfterMs)) {
      return say(['stuck', 'silent-turn'], 'a turn runs, but nothing new on screen, in git or in reports', {
        evidence: [since('silence', 'the last new thing', { at: agent.noveltyAt })],
      })
    }
    const evidence = [seen(worker, agent.turnStrength === 'exact' ? 'agent' : 'screen', 'a turn runs')]
    return assignment.state === 'rework'
      ? say(['working', 'rework'], 'mends what was rejected', { evidence })
      : say(['working', 'turn'], 'a turn runs', { evidence })
  }
  return assignment.briefed?.incarnation === agent.incarnation ? null : say(['starting', 'brief'], 'its task is being delivered')
}
