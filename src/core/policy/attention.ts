import type { State, TaskState, WorkerState } from '../model/state.ts'
import { DIALOG_TRIES } from './agent.ts'
import type { Desk } from './desk.ts'
import { EFFECT_TRIES } from './desk.ts'
import { silentSince } from './patience.ts'
import { isStranded, openAssignment, unmetDependencies } from './tasks.ts'

interface Matter {
  readonly key: string
  readonly worker: WorkerState['id'] | null
  readonly text: string
  readonly hint: string | null
}

/** What only a person can settle, derived from the state: raised once, settled when it is no longer so. */
export function tendAttention(desk: Desk): void {
  const matters = [
    ...Object.values(desk.state.workers).flatMap(worker => mattersOf(desk, worker)),
    ...taskMatters(desk.state),
    ...failedEffects(desk.state),
  ]
  for (const matter of matters) {
    const known = desk.state.attention[matter.key]
    if (known !== undefined && known.settledAt === null && known.text === matter.text) continue
    desk.record({ kind: 'attention.raised', ...matter }, matter.text)
  }
  const open = Object.values(desk.state.attention).filter(item => item.settledAt === null)
  for (const item of open) {
    if (matters.some(matter => matter.key === item.key)) continue
    desk.record({ kind: 'attention.settled', key: item.key, reason: 'it is no longer so' }, 'it is no longer so')
  }
}

function mattersOf(desk: Desk, worker: WorkerState): readonly Matter[] {
  const found: (Matter | null)[] = [
    closedSession(worker),
    question(worker),
    waitingAgent(worker),
    unknownDialog(worker),
    missingWorktree(worker),
    noAnswer(desk, worker),
    frozen(desk, worker),
  ]
  return found.filter(matter => matter !== null)
}

function closedSession(worker: WorkerState): Matter | null {
  if (worker.stopped !== 'closed') return null
  return matter('closed', worker, `${worker.id}'s session was closed from outside; it was not started again`, `czar restart ${worker.id}`)
}

function question(worker: WorkerState): Matter | null {
  if (worker.question === null) return null
  return matter('question', worker, `${worker.id} is blocked: ${worker.question.text}`, `czar tell ${worker.id} "…"`)
}

function waitingAgent(worker: WorkerState): Matter | null {
  const agent = alive(worker)
  if (agent === null || agent.turn !== 'waiting') return null
  const what = agent.waitingText ?? agent.waitingFor ?? 'something'
  return matter('waiting', worker, `${worker.id}'s agent waits for ${agent.waitingFor ?? 'an answer'}: ${what}`, `czar attach ${worker.id}`)
}

function unknownDialog(worker: WorkerState): Matter | null {
  const dialog = alive(worker)?.dialog ?? null
  if (dialog === null || dialog.answeredAt !== null || (dialog.keys !== null && dialog.seen <= DIALOG_TRIES)) return null
  const what = dialog.keys === null ? 'shows a screen that nobody knows' : 'shows the same dialog again and again'
  return matter('dialog', worker, `${worker.id}'s agent ${what}: ${dialog.text}`, `czar attach ${worker.id}`)
}

function missingWorktree(worker: WorkerState): Matter | null {
  if (worker.missing === null || worker.worktree === null) return null
  return matter(
    'worktree',
    worker,
    `${worker.id}'s worktree can not be read: ${worker.missing}`,
    `its commits are on branch ${worker.worktree.branch}`,
  )
}

/** Asked as often as the policy allows, and still silent. */
function noAnswer(desk: Desk, worker: WorkerState): Matter | null {
  const assignment = openAssignment(desk.state, worker)
  const agent = alive(worker)
  if (assignment === null || agent === null || desk.state.messages.some(message => message.worker === worker.id)) return null
  const { asked } = assignment
  if (assignment.state === 'delivered' && asked.acknowledge >= desk.policy.nudges && desk.isDue(asked.lastAt + desk.policy.ackWithinMs)) {
    return matter(
      'silent',
      worker,
      `${worker.id} was asked ${asked.acknowledge} times to restate its task and did not`,
      `czar attach ${worker.id}`,
    )
  }
  const since = silentSince(worker, agent)
  const isOpen = assignment.state === 'delivered' || assignment.state === 'acknowledged' || assignment.state === 'rework'
  if (!isOpen || since === null || asked.silence < desk.policy.nudges) return null
  if (!desk.isDue(Math.max(since, asked.lastAt) + desk.policy.idleAfterMs)) return null
  return matter('silent', worker, `${worker.id} was asked ${asked.silence} times for a report and gave none`, `czar attach ${worker.id}`)
}

/** A turn that runs, and nothing new anywhere: nothing is killed for age, a person may look. */
function frozen(desk: Desk, worker: WorkerState): Matter | null {
  const agent = alive(worker)
  if (agent === null || agent.turn !== 'busy' || worker.assignment === null) return null
  if (!desk.isDue(agent.noveltyAt + desk.policy.stuckAfterMs)) return null
  const minutes = Math.round(desk.policy.stuckAfterMs / 60_000)
  return matter(
    'stuck',
    worker,
    `${worker.id} works, but nothing new came in ${minutes} min: no output, commit or report`,
    `czar attach ${worker.id}`,
  )
}

function taskMatters(state: State): readonly Matter[] {
  return Object.values(state.tasks).flatMap(task => {
    if (task.state === 'failed') return [failedTask(state, task)]
    return isStranded(state, task) ? [strandedTask(state, task)] : []
  })
}

function failedTask(state: State, task: TaskState): Matter {
  const assignment = task.assignment === null ? undefined : state.assignments[task.assignment]
  const text = `task ${task.id} failed: ${task.failure ?? 'unknown'}`
  return { key: `failed:${task.id}`, worker: task.worker, text, hint: assignment?.lastVerdict?.log ?? null }
}

function strandedTask(state: State, task: TaskState): Matter {
  const text = `task ${task.id} can not start: ${unmetDependencies(state, task).join(', ')} will not be verified`
  return {
    key: `stranded:${task.id}`,
    worker: null,
    text,
    hint: 'mend what failed and launch again, or take the dependency out of the project file',
  }
}

/** Effects that failed for the last time and belong to no assignment that could fail for it. */
function failedEffects(state: State): readonly Matter[] {
  return Object.entries(state.failures)
    .filter(([, failure]) => failure.count >= EFFECT_TRIES)
    .map(([effect, failure]) => ({
      key: `effect:${effect}`,
      worker: null,
      text: `${effect.replaceAll(':', ' ')} failed ${failure.count} times: ${failure.reason}`,
      hint: null,
    }))
}

function alive(worker: WorkerState) {
  return worker.agent !== null && worker.agent.exit === null && worker.stopped === null ? worker.agent : null
}

function matter(kind: string, worker: WorkerState, text: string, hint: string): Matter {
  return { key: `${kind}:${worker.id}`, worker: worker.id, text, hint }
}
