import { timeText } from '../../../text/spent-text.ts'
import { seen } from '../../engine/evidence.ts'
import { judgeSilence, longestWork, silenceEvidence } from '../judge-silence.ts'
import { comesRound } from '../loops/comes-round.ts'
import { findLoop } from '../loops/find-loop.ts'
import type { Scene } from '../scene.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker in a running turn, or one that is just getting its task. Both are left alone unless there is no result for too long. */
export function inTurn(scene: Scene): HealthVerdict | null {
  const { agent, assignment } = scene
  const round = comesRound(scene)
  const loop = findLoop(scene.worker) ?? (round === 'unasked' ? null : round)
  if (loop !== null) return sayHealth(['stuck', loop.matter], loop.reason, { problem: loop.problem, evidence: loop.evidence })
  if (agent.turn === 'busy') return busyTurn(scene, round === 'unasked')
  return assignment.briefed?.incarnation === agent.incarnation ? null : sayHealth(['starting', 'brief'], 'its task is being delivered')
}

function busyTurn({ context, worker, agent, assignment }: Scene, isDoubted: boolean): HealthVerdict {
  const silence = judgeSilence(context, worker, { last: agent.noveltyAt, patienceMs: context.policy.stuckAfterMs })
  if (silence === 'endless') {
    const work = timeText(longestWork(context.policy))
    return sayHealth(['stuck', 'silent-turn'], `a turn runs, and its child processes have worked for ${work} without anything to show`, {
      problem: `Your turn runs, and programs that you started have worked for ${work}, but nothing new comes of it: no output, commit or report. End them if they hang; if they have to take so long, report what they do.`,
      evidence: silenceEvidence(agent, agent.noveltyAt),
    })
  }
  if (silence === 'silent') {
    return sayHealth(['stuck', 'silent-turn'], 'a turn runs, but nothing new on screen, in git or in reports', {
      problem: 'Your turn runs, but nothing new comes of it: no output, commit or report.',
      evidence: silenceEvidence(agent, agent.noveltyAt),
    })
  }
  const turn = seen(worker, agent.turnStrength === 'exact' ? 'agent' : 'screen', 'a turn runs')
  if (silence === 'children') {
    const evidence = [turn, ...silenceEvidence(agent, agent.noveltyAt)]
    return sayHealth(['working', 'children'], 'a turn runs, and its child processes work', { evidence, wantsLook: isDoubted })
  }
  const grounds = { evidence: [turn], wantsLook: silence === 'unasked' || isDoubted }
  if (agent.retrying !== null) {
    const reason = `a turn runs, but its program has tried a request again for a minute and more: ${agent.retrying}`
    return sayHealth(['working', 'retrying'], reason, { ...grounds, evidence: [turn, seen(worker, 'screen', 'its screen says so')] })
  }
  return assignment.state === 'rework'
    ? sayHealth(['working', 'rework'], 'repairs what was rejected', grounds)
    : sayHealth(['working', 'turn'], 'a turn runs', grounds)
}
