import { silentSince } from '../patience.ts'
import { seen, since } from './evidence.ts'
import type { Scene } from './scene.ts'
import { say, type Verdict } from './verdict.ts'

/** No turn runs, or none that anybody can see. */
export function atRest({ desk, worker, agent }: Scene): Verdict {
  const isExact = agent.turn === 'idle' && agent.turnStrength === 'exact'
  const silent = silentSince(worker, agent)
  if (silent === null || !desk.isDue(silent + desk.policy.idleAfterMs)) {
    return isExact
      ? say(['working', 'turn'], 'its turn has just ended', { evidence: [seen(worker, 'agent', 'its turn ended')] })
      : say(['working', 'novelty'], 'something new came lately', {
          evidence: [since('screen', 'the last new thing', { at: agent.noveltyAt })],
        })
  }
  return isExact
    ? say(['idle', 'idle'], 'its turn ended and it claims nothing', { evidence: [seen(worker, 'agent', 'its turn ended')] })
    : say(['quiet', 'quiet'], 'nothing new on screen, in git or in reports', {
        evidence: [since('silence', 'the last new thing', { at: silent })],
      })
}
