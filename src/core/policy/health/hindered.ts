import type { HealthMatter } from '../../model/health.ts'
import { own } from '../../model/own.ts'
import type { Hindrance } from '../../model/program.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { openAssignment, ownTask } from '../facts/work/tasks.ts'
import type { HealthVerdict } from './verdicts/verdict.ts'

/**
 * Judgements about an agent that may come from a setting of the user: the agent's signals do not reach czar, or czar's texts do not reach
 * the agent.
 */
const SYMPTOMS: readonly HealthMatter[] = ['start', 'brief', 'dialog', 'permission', 'held', 'quiet', 'silent-turn', 'no-acknowledgement']
/** Items whose key begins with one of these words may come from such a setting of the user. */
const SYMPTOM_KEYS: readonly string[] = ['held', 'dialog', 'silent', 'stuck', 'waiting', 'unsaid']
/** Reasons for which a task failed although its work never began. */
const NEVER_REACHED = /did not get ready|could not be (?:delivered|confirmed)/

/**
 * Returns the setting of the user that keeps signals from czar or texts from the agent. Returns null if there is none, or if signals do
 * come, so the setting does no harm.
 */
export function hindranceOf(state: State, worker: WorkerState): Hindrance | null {
  return worker.hindered?.found.find(hindrance => !isDisproved(state, worker, hindrance)) ?? null
}

/** Adds the setting that explains the judgement to its text. */
export function nameHindrance(state: State, worker: WorkerState, verdict: HealthVerdict): HealthVerdict {
  const hindrance = hindranceOf(state, worker)
  // Every start and every first text takes a moment, so czar waits before it blames the user's setting.
  const isEarly = (verdict.matter === 'start' || verdict.matter === 'brief') && worker.hindered?.ends === 0
  if (hindrance === null || isEarly || !SYMPTOMS.includes(verdict.matter)) return verdict
  return { ...verdict, reason: `${verdict.reason}; ${hindrance.says}` }
}

/**
 * Adds the setting to the items that it explains. It also adds the command with which the worker goes on once a person has changed the
 * setting.
 */
export function nameHindrances(state: State, matters: readonly AttentionMatter[]): readonly AttentionMatter[] {
  const hindered = Object.values(state.workers).filter(worker => worker.hindered !== null && worker.hindered.found.length > 0)
  if (hindered.length === 0) return matters
  return [...matters.map(matter => nameIn(state, matter)), ...hindered.flatMap(worker => endedInVain(state, worker) ?? [])]
}

function isDisproved(state: State, worker: WorkerState, { kind }: Hindrance): boolean {
  const { agent, hindered } = worker
  if (agent === null) return false
  // For such a program, only a hook reports that it is ready. So if the program was ready, hooks work.
  if (kind === 'hooks') return agent.readyAt !== null && agent.readyAt > (hindered?.at ?? 0)
  if (kind === 'work') return (openAssignment(state, worker)?.acknowledged ?? null) !== null
  return openAssignment(state, worker)?.briefed?.incarnation === agent.incarnation
}

function nameIn(state: State, matter: AttentionMatter): AttentionMatter {
  // If a task failed before any worker got it, the worker to which it belongs has the same name.
  const id = matter.worker ?? /^failed:(.*)/.exec(matter.key)?.[1]
  const worker = id === undefined ? undefined : own(state.workers, id)
  const hindrance = worker === undefined ? null : hindranceOf(state, worker)
  if (hindrance === null || !isExplained(state, matter)) return matter
  const text = `${matter.text}; ${hindrance.says}`
  // A person can answer a question for a permission in spite of the setting.
  if (matter.key.startsWith('waiting:')) return { ...matter, text }
  // The hint of a failed task begins with a command, and a remark comes after it.
  const command = matter.key.startsWith('failed:') ? matter.hint?.split('   #')[0] : undefined
  return { ...matter, text, hint: nextStep(command ?? `czar restart ${matter.worker}`, hindrance) }
}

function isExplained({ tasks }: State, { key }: AttentionMatter): boolean {
  const [kind = '', id = ''] = key.split(':')
  return kind === 'failed' ? NEVER_REACHED.test(own(tasks, id)?.failure ?? '') : SYMPTOM_KEYS.includes(kind)
}

/**
 * Makes the item about an agent that ended because of the setting. The next agent would end in the same way, so czar tells a person before
 * all restarts are used up.
 */
function endedInVain(state: State, worker: WorkerState): AttentionMatter | null {
  const hindrance = hindranceOf(state, worker)
  const isStarting = worker.agent === null || worker.agent.readyAt === null
  if (hindrance === null || worker.hindered?.ends === 0 || !isStarting) return null
  // An agent gets its task only when it is ready, so here the task may not be assigned yet.
  const hasWork = openAssignment(state, worker) !== null || ownTask(state, worker)?.state === 'waiting'
  if (worker.stopped !== null || worker.paused || !hasWork) return null
  const text = `${worker.id}'s agent does not get to work: ${hindrance.says}`
  return { key: `hindered:${worker.id}`, worker: worker.id, text, hint: nextStep(`czar restart ${worker.id}`, hindrance) }
}

function nextStep(command: string, { mend }: Hindrance): string {
  return `${command}   # first ${mend}`
}
