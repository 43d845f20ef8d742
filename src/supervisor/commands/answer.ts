import type { AgentKind } from '../../core/model/project.ts'
import { hasDialog } from '../../core/policy/fleet/agent.ts'
import { wantsLogin } from '../../core/state/facts/wants-login.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'
import { tell } from './tell.ts'
import { whenTaken } from './when-taken.ts'

/** Claude Code 2.1.197, measured: the cursor stands on yes; Escape is no and ends the turn. null: unknown keys. */
const PERMISSION_KEYS = {
  claude: { yes: ['Enter'], no: ['Escape'] },
  // Codex 0.169.0, measured: y is yes wherever the cursor stands; Escape is no and ends the turn.
  codex: { yes: ['y'], no: ['Escape'] },
  // opencode 1.18.33, measured: the cursor stands on "Allow once"; Escape is no and ends the turn.
  opencode: { yes: ['Enter'], no: ['Escape'] },
  scripted: { yes: ['Enter'], no: ['Down', 'Enter'] },
  // Gemini CLI 0.61.0, measured: as Claude Code.
  gemini: { yes: ['Enter'], no: ['Escape'] },
  command: null,
} satisfies Record<AgentKind, { yes: readonly string[]; no: readonly string[] } | null>

/** Codex 0.169.0 asks about a server's tool in a form with the cursor on yes, and takes no letters there. */
const TOOL_OF_A_SERVER = { asked: /^mcp__/, keys: { yes: ['Enter'], no: ['Escape'] } } as const

/** Answers a worker: its question by a text, its permission request by yes or no. */
export function answer(state: State, worker: WorkerState, text: string): CommandOutcome {
  const { id, agent, question } = worker
  const living = agent?.exit === null ? agent : null
  if (living?.turn === 'waiting' && living.waitingFor === 'permission') return permit(state, worker, { agent: living, text })
  if (living !== null && (hasDialog(living) || (living.turn === 'waiting' && living.waitingFor !== 'answer'))) {
    return refused(`${id} asks in a window of its own, which takes keys and no text: ${askedBy(living)}`, `czar attach ${id}`)
  }
  if (question !== null || living?.turn === 'waiting') return tell(state, [worker], text)
  const asking = Object.values(state.workers).filter(asks)
  const hint = asking.length === 0 ? `nobody does; czar tell ${id} "…"` : `asking now: ${asking.map(other => other.id).join(', ')}`
  return refused(`${id} asks nothing: ${worker.health.reason}`, hint)
}

/** Answers the permission request that is open now: the answer is not used for a later one. */
function permit(state: State, worker: WorkerState, { agent, text }: { agent: AgentState; text: string }): CommandOutcome {
  const { id, incarnation } = worker
  const isYes = /^(?:y|yes)$/i.test(text.trim())
  if (!isYes && !/^(?:n|no)$/i.test(text.trim())) {
    return refused(`${id} asks for a permission, so the answer is yes or no: ${askedBy(agent)}`, `czar answer ${id} yes`)
  }
  const kind = state.project?.agents[worker.config.agent]?.kind ?? 'command'
  const isForm = kind === 'codex' && TOOL_OF_A_SERVER.asked.test(agent.waitingText ?? '')
  const keys = (isForm ? TOOL_OF_A_SERVER.keys : PERMISSION_KEYS[kind])?.[isYes ? 'yes' : 'no']
  if (keys === undefined) return refused(`which keys answer ${worker.config.agent} is not known: ${askedBy(agent)}`, `czar attach ${id}`)
  const event = { kind: 'person.permitted', worker: id, incarnation, isAllowed: isYes, asked: agent.waitingText, keys } as const
  return outcome([event], `${isYes ? 'yes' : 'no'} goes to ${id} ${worker.paused ? whenTaken(worker) : 'now'}: ${askedBy(agent)}`)
}

function asks({ agent, question }: WorkerState): boolean {
  return question !== null || (agent !== null && agent.exit === null && (agent.turn === 'waiting' || hasDialog(agent)))
}

function askedBy(agent: AgentState): string {
  const { waitingText, dialog, login } = agent
  if (login !== null && wantsLogin(agent)) return login.text
  return waitingText ?? dialog?.text ?? 'what, it did not say'
}
