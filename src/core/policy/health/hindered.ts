import type { HealthMatter } from '../../model/health.ts'
import { own } from '../../model/own.ts'
import type { Hindrance } from '../../model/program.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { openAssignment, ownTask } from '../facts/work/tasks.ts'
import type { HealthVerdict } from './verdicts/verdict.ts'

/** Verdicts on an agent whose signals do not reach czar, or to which czar's texts do not get through. */
const SYMPTOMS: readonly HealthMatter[] = ['start', 'brief', 'dialog', 'permission', 'held', 'quiet', 'silent-turn', 'no-acknowledgement']
/** For each kind of setting, the first part of the attention items' keys that it explains. */
const SYMPTOM_KEYS: readonly string[] = ['held', 'dialog', 'silent', 'stuck', 'waiting', 'unsaid']
/** Failures of a task that say nothing about the work itself. */
const NEVER_REACHED = /did not get ready|could not be (?:delivered|confirmed)/

/**
 * The user's setting that blocks the agent's signals or czar's texts. Returns null if there is none, or if the agent's
 * signals show that the setting has no effect.
 */
export function hindranceOf(state: State, worker: WorkerState): Hindrance | null {
  return worker.hindered?.found.find(hindrance => !isDisproved(state, worker, hindrance)) ?? null
}

/** The verdict with the setting that explains it. */
export function nameHindrance(state: State, worker: WorkerState, verdict: HealthVerdict): HealthVerdict {
  const hindrance = hindranceOf(state, worker)
  // Every start and every brief takes a moment, so czar waits before it blames the user's setting.
  const isEarly = (verdict.matter === 'start' || verdict.matter === 'brief') && worker.hindered?.ends === 0
  if (hindrance === null || isEarly || !SYMPTOMS.includes(verdict.matter)) return verdict
  return { ...verdict, reason: `${verdict.reason}; ${hindrance.says}` }
}

/**
 * Adds the setting to the attention items that it explains, together with the command that continues the worker once the
 * setting is fixed.
 */
export function nameHindrances(state: State, matters: readonly AttentionMatter[]): readonly AttentionMatter[] {
  const hindered = Object.values(state.workers).filter(worker => worker.hindered !== null && worker.hindered.found.length > 0)
  if (hindered.length === 0) return matters
  return [...matters.map(matter => nameIn(state, matter)), ...hindered.flatMap(worker => endedInVain(state, worker) ?? [])]
}

function isDisproved(state: State, worker: WorkerState, { kind }: Hindrance): boolean {
  const { agent, hindered } = worker
  if (agent === null) return false
  // Only a hook reports that such a program is ready.
  if (kind === 'hooks') return agent.readyAt !== null && agent.readyAt > (hindered?.at ?? 0)
  if (kind === 'work') return (openAssignment(state, worker)?.acknowledged ?? null) !== null
  return openAssignment(state, worker)?.briefed?.incarnation === agent.incarnation
}

function nameIn(state: State, matter: AttentionMatter): AttentionMatter {
  // A task that failed before any worker got it has the same name as its worker.
  const id = matter.worker ?? /^failed:(.*)/.exec(matter.key)?.[1]
  const worker = id === undefined ? undefined : own(state.workers, id)
  const hindrance = worker === undefined ? null : hindranceOf(state, worker)
  if (hindrance === null || !isExplained(state, matter)) return matter
  const text = `${matter.text}; ${hindrance.says}`
  // A permission can be answered in spite of the setting.
  if (matter.key.startsWith('waiting:')) return { ...matter, text }
  // The hint of a failed task begins with a command of its own, followed by a remark.
  const command = matter.key.startsWith('failed:') ? matter.hint?.split('   #')[0] : undefined
  return { ...matter, text, hint: nextStep(command ?? `czar restart ${matter.worker}`, hindrance) }
}

function isExplained({ tasks }: State, { key }: AttentionMatter): boolean {
  const [kind = '', id = ''] = key.split(':')
  return kind === 'failed' ? NEVER_REACHED.test(own(tasks, id)?.failure ?? '') : SYMPTOM_KEYS.includes(kind)
}

/** The next agent would end in the same way, so czar tells a person before the restarts are used up. */
function endedInVain(state: State, worker: WorkerState): AttentionMatter | null {
  const hindrance = hindranceOf(state, worker)
  const isStarting = worker.agent === null || worker.agent.readyAt === null
  if (hindrance === null || worker.hindered?.ends === 0 || !isStarting) return null
  // The agent gets its task only when it is ready.
  const hasWork = openAssignment(state, worker) !== null || ownTask(state, worker)?.state === 'waiting'
  if (worker.stopped !== null || worker.paused || !hasWork) return null
  const text = `${worker.id}'s agent does not get to work: ${hindrance.says}`
  return { key: `hindered:${worker.id}`, worker: worker.id, text, hint: nextStep(`czar restart ${worker.id}`, hindrance) }
}

function nextStep(command: string, { mend }: Hindrance): string {
  return `${command}   # first ${mend}`
}
