import { sayDuplicate, sayEarlier } from '../../../duplicates/say-duplicate.ts'
import { otherOf } from '../../../forecast/other-of.ts'
import { awaitedChildren } from '../../../state/facts/children.ts'
import { wantsLogin } from '../../../state/facts/wants-login.ts'
import { plainText } from '../../../text/plain-text.ts'
import { findConfusion } from '../../confusion/find-confusion.ts'
import { seen, since } from '../../engine/evidence.ts'
import { heldMessage, sayHold } from '../../facts/held.ts'
import { heldDuplicate } from '../../facts/work/duplicates.ts'
import { waitedConflict } from '../../facts/work/wait-for-other.ts'
import type { Scene } from '../scene.ts'
import { isRefusal } from './refusal.ts'
import { sayDialog } from './starting.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/**
 * Judges a worker that cannot go on until a person, another worker or czar acts. Signals from the agent's own program go first. Long: there
 * is one case for each reason to wait.
 */
export function waiting({ context, worker, agent, assignment }: Scene): HealthVerdict | null {
  if (agent.login !== null && wantsLogin(agent)) {
    return sayHealth(['waiting', 'dialog'], 'asks for a login', { evidence: [since('agent', agent.login.text, agent.login)] })
  }
  // If an agent asks what its task is, it needs the task and no other answer.
  const isLost = agent.waitingFor !== 'permission' && findConfusion(context.state, worker)?.matter === 'asks-what-to-do'
  if (isLost) return null
  if (agent.turn === 'waiting') {
    const what = agent.waitingFor === 'permission' ? 'a permission' : 'an answer'
    const asked = agent.waitingText === null ? `its agent waits for ${what}` : `its agent asks: ${agent.waitingText}`
    return sayHealth(['waiting', agent.waitingFor === 'permission' ? 'permission' : 'question'], `waits for ${what}`, {
      evidence: [seen(worker, agent.turnStrength === 'exact' ? 'agent' : 'screen', asked)],
    })
  }
  const { dialog } = agent
  if (dialog !== null && dialog.answeredAt === null && dialog.keys === null) {
    return sayHealth(['waiting', 'dialog'], sayDialog(dialog), {
      evidence: [since('screen', dialog.text, dialog)],
    })
  }
  const duplicate = heldDuplicate(context.state, worker)
  if (duplicate !== null && agent.turn !== 'busy') {
    const earlier = sayEarlier(duplicate.earlier)
    return sayHealth(['waiting', 'duplicate'], `held: ${earlier} has the same work, and its accept commands are tried on that`, {
      evidence: [since('git', sayDuplicate(duplicate.facts), duplicate)],
    })
  }
  const conflict = waitedConflict(context, assignment)
  if (conflict !== null && agent.turn !== 'busy') {
    const other = otherOf(conflict, assignment.task)
    const paths = conflict.files.map(({ path }) => plainText(path, 100)).join(', ')
    return sayHealth(['waiting', 'conflict'], `waits until ${other} is proven, since both change ${paths}`, {
      evidence: [since('git', `they conflict in ${paths}`, conflict)],
    })
  }
  const children = awaitedChildren(context.state, worker)
  if (children.length > 0) return sayHealth(['waiting', 'dependency'], `waits for its children: ${children.join(', ')}`)
  const held = heldMessage(context.state, worker)
  if (held !== null && agent.turn !== 'busy') {
    return sayHealth(['waiting', 'held'], sayHold(held.held), {
      evidence: [since('screen', `${held.kind} ${held.id} waits for them`, { at: held.held.since })],
    })
  }
  if (worker.question === null) return null
  if (isRefusal(worker.question.text)) {
    return sayHealth(['waiting', 'refusal'], 'refuses its task', { evidence: [since('report', worker.question.text, worker.question)] })
  }
  return sayHealth(['waiting', 'question'], 'waits for an answer', { evidence: [since('report', worker.question.text, worker.question)] })
}
