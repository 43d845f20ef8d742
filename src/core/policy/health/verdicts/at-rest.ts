import type { MessageKind } from '../../../events/work-event.ts'
import { timeText } from '../../../text/spent-text.ts'
import { seen, since } from '../../engine/evidence.ts'
import { isHandsOff } from '../../facts/hands-off.ts'
import { silentSince } from '../../facts/silent-since.ts'
import { messagesFor } from '../../facts/waiting-messages.ts'
import { judgeSilence, longestWork, silenceEvidence } from '../judge-silence.ts'
import type { Scene } from '../scene.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker whose agent has no running turn, or none that czar can see. */
export function atRest(scene: Scene): HealthVerdict {
  const { context, worker, agent, assignment } = scene
  if (agent.turn !== 'idle' || agent.turnStrength !== 'exact') return unseen(scene)
  const evidence = [seen(worker, 'agent', 'its turn ended')]
  const text = isHandsOff(context.state, worker)
    ? undefined
    : messagesFor(context.state, worker.id).find(({ kind }) => !ASKING.includes(kind))
  if (text !== undefined)
    return sayHealth(['working', 'turn'], `its turn ended, and ${text.kind} ${text.id} is on its way to it`, { evidence })
  const silent = silentSince(worker, agent, assignment)
  return silent !== null && context.isDue(silent + context.policy.idleAfterMs)
    ? sayHealth(['idle', 'idle'], 'its turn ended and it claims nothing', { problem: 'Your turn ended, and you claim nothing.', evidence })
    : sayHealth(['working', 'turn'], 'its turn has just ended', { evidence })
}

/** Texts that czar sends because a worker does nothing. Such a text does not make the worker count as busy before the agent has read it. */
const ASKING: readonly MessageKind[] = ['nudge', 'restate']

/** A prompt on the screen is weaker evidence than a hook. So if czar only sees a prompt, the silence must last this many times longer. */
const SEEN_TIMES = 3

/**
 * Judges an agent whose program sends no signals. Such an agent is judged only by its silence, and only while its child processes do
 * nothing either. The agent may be in a turn that czar cannot see, so it gets as much time as a turn. Agents may think for a quarter of an
 * hour without a sign.
 */
function unseen({ context, worker, agent }: Scene): HealthVerdict {
  const last = agent.noveltyAt
  const patienceMs = agent.turn === 'idle' ? SEEN_TIMES * context.policy.idleAfterMs : context.policy.stuckAfterMs
  const silence = judgeSilence(context, worker, { last, patienceMs })
  const evidence = silenceEvidence(agent, last)
  if (silence === 'endless') {
    const work = timeText(longestWork(context.policy))
    return sayHealth(['quiet', 'quiet'], `its child processes have worked for ${work} without anything to show`, {
      problem: `Programs that you started have worked for ${work}, but nothing new was seen of you: no output, commit or report.`,
      evidence,
    })
  }
  if (silence === 'silent') {
    return sayHealth(['quiet', 'quiet'], 'nothing new on screen, in git or in reports', {
      problem: 'Nothing new was seen of you: no output, commit or report.',
      evidence,
    })
  }
  if (silence === 'children') return sayHealth(['working', 'children'], 'its child processes work', { evidence })
  return sayHealth(['working', 'novelty'], 'something new came lately', {
    evidence: [since('screen', 'the last new thing', { at: last })],
    wantsLook: silence === 'unasked',
  })
}
