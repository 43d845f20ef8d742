import { AGENT_TRAITS } from '../../core/model/agent-traits.ts'
import { hasDialog } from '../../core/policy/fleet/agent.ts'
import { wantsLogin } from '../../core/state/facts/wants-login.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'
import { tell } from './tell.ts'
import { whenTaken } from './when-taken.ts'

/** After this time, a person may answer a request for permission again: the keys may have been lost. */
const AGAIN_AFTER_MS = 10_000

/** Answers a worker. The answer to a question is a text, and the answer to a request for permission is yes or no. */
export function answer(state: State, worker: WorkerState, text: string, now: number): CommandOutcome {
  const { id, agent, question } = worker
  const living = agent?.exit === null ? agent : null
  if (living?.turn === 'waiting' && living.waitingFor === 'permission') return permit(state, worker, { agent: living, text, now })
  if (living !== null && (hasDialog(living) || (living.turn === 'waiting' && living.waitingFor !== 'answer'))) {
    return refused(`${id} shows a dialog that takes keys and no text: ${askedBy(living)}`, `czar attach ${id}`)
  }
  const askedAt = question?.at ?? (living?.turn === 'waiting' ? living.turnAt : null)
  const earlier = state.messages.find(({ kind, worker: to, at }) => kind === 'tell' && to === id && askedAt !== null && at >= askedAt)
  if (earlier !== undefined)
    return refused(`${id} gets another answer already, ${whenTaken(worker)}: ${earlier.facts['text']}; czar tell adds to it`, null)
  if (question !== null || living?.turn === 'waiting') return tell(state, [worker], text)
  const asking = Object.values(state.workers).filter(asks)
  const hint =
    asking.length === 0 ? `no worker asks anything; czar tell ${id} "…"` : `asking now: ${asking.map(other => other.id).join(', ')}`
  return refused(`${id} asks nothing: ${worker.health.reason}`, hint)
}

/** Answers the request for permission that is open now. The answer never counts for a request that comes later. */
function permit(state: State, worker: WorkerState, { agent, text, now }: { agent: AgentState; text: string; now: number }): CommandOutcome {
  const { id, incarnation } = worker
  const isYes = /^(?:y|yes)$/i.test(text.trim())
  if (!isYes && !/^(?:n|no)$/i.test(text.trim())) {
    return refused(`${id} asks for a permission, so the answer is yes or no: ${askedBy(agent)}`, `czar answer ${id} yes`)
  }
  const { dialog, waitingText } = agent
  const isAnswered = dialog !== null && dialog.keys !== null && dialog.text === (waitingText ?? '')
  if (isAnswered && now - (dialog.answeredAt ?? now) < AGAIN_AFTER_MS)
    return refused(`${id} gets another answer already: ${askedBy(agent)}`, null)
  const profile = state.project?.agents[worker.config.agent]
  const rules = profile === undefined ? [] : AGENT_TRAITS[profile.kind].permissionKeys
  const keys = rules.find(({ asked }) => asked.test(agent.waitingText ?? ''))?.[isYes ? 'yes' : 'no']
  if (keys === undefined)
    return refused(`czar does not know which keys answer ${worker.config.agent}: ${askedBy(agent)}`, `czar attach ${id}`)
  const event = { kind: 'person.permitted', worker: id, incarnation, isAllowed: isYes, asked: agent.waitingText, keys } as const
  return outcome([event], `${isYes ? 'yes' : 'no'} goes to ${id} ${worker.paused ? whenTaken(worker) : 'now'}: ${askedBy(agent)}`)
}

function asks({ agent, question }: WorkerState): boolean {
  return question !== null || (agent !== null && agent.exit === null && (agent.turn === 'waiting' || hasDialog(agent)))
}

function askedBy(agent: AgentState): string {
  const { waitingText, dialog, login } = agent
  if (login !== null && wantsLogin(agent)) return login.text
  return waitingText ?? dialog?.text ?? 'its program does not say what it asks'
}
