import type { TrainEvent } from '../../events/train-event.ts'
import { asideOf, isBoarding } from '../../landing/boarding.ts'
import { omnibusBranch } from '../../landing/omnibus-branch.ts'
import { sayAside } from '../../landing/say-aside.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { Project } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { Aside, TrainState } from '../../state/types/train-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { plainText } from '../../text/plain-text.ts'
import { shellWord } from '../../text/shell-word.ts'

/** Work goes back to its worker at most this many times. After that, czar asks a person. */
const MOST_RETURNS = 2

/**
 * Returns the next task that goes back from the train to its worker, or null if there is none. A task that is kept off the train goes back
 * because its worker knows best what the work is for. The worker must merge the tested tip, so the task waits until the work that it
 * conflicts with is in the tested tip or off the train.
 */
export function nextReturn(state: State, train: TrainState): Extract<TrainEvent, { kind: 'train.returned' }> | null {
  const { project } = state
  if (project === null) return null
  for (const { task: id } of Object.values(train.aside)) {
    const aside = asideOf(state, train, id)
    const task = own(state.tasks, id)
    if (aside === null || task?.worker == null || whyNotReturned(state, train, aside) !== null || isUntested(state, train, aside)) continue
    if (own(state.workers, task.worker)?.assignment !== null) continue
    const { worker } = task
    const reasons = reasonsFor({ state, train, project }, aside)
    return { kind: 'train.returned', worker, task: id, commit: aside.commit, onto: train.tested, reasons }
  }
  return null
}

/**
 * Whether the work that the task conflicts with will soon be in the tested tip: it is on the train, or waits for it, as all tasks do after
 * a failed test.
 */
function isUntested(state: State, train: TrainState, { beside }: Aside): boolean {
  return beside.some(id => {
    const task = own(state.tasks, id)
    return task !== undefined && isBoarding(state, train, task)
  })
}

/** Whether work of the worker is about to come back from the train, so that the worker gets no new task before. */
export function awaitsReturn(state: State, { id }: WorkerState): boolean {
  const { train } = state
  if (train === null || train.stopped !== null) return false
  return Object.values(train.aside).some(({ task }) => {
    const aside = own(state.tasks, task)?.worker === id ? asideOf(state, train, task) : null
    return aside !== null && whyNotReturned(state, train, aside) === null
  })
}

/**
 * Says why a task that is kept off the train does not go back to its worker. Returns null if it goes back as soon as the worker is free.
 */
export function whyNotReturned(state: State, { returns }: TrainState, { task: id, because }: Aside): string | null {
  const task = own(state.tasks, id)
  const worker = own(state.workers, task?.worker ?? '')
  if (because === 'needs') return 'it waits for that work'
  if (task?.state !== 'verified' || task.assignment === null) return 'it is due for a check'
  if (worker === undefined || state.project?.workers.some(config => config.id === worker.id) !== true)
    return 'its worker is not in the project file'
  if (worker.stopped === 'person' || worker.stopped === 'closed') return `${worker.id} is stopped`
  return (own(returns, id) ?? 0) < MOST_RETURNS ? null : `it went back to ${worker.id} twice`
}

interface Scene {
  readonly state: State
  readonly train: TrainState
  readonly project: Project
}

function reasonsFor(scene: Scene, aside: Aside): readonly string[] {
  const { train, project } = scene
  const tip = train.tested.slice(0, 12)
  const other = train.tested === train.base ? `${project.base} (commit ${tip})` : `${omnibusBranch(project)} (commit ${tip})`
  const why = `Your work is proven by itself, but it ${sayAside(aside)}.`
  const failed = aside.run === null ? [] : [aside.run.reason]
  return [
    why,
    ...failed,
    `Merge ${other} into your branch, ${WHAT_TO_DO[aside.because]}.`,
    ...othersOf(aside).flatMap(id => intentOf(scene, id, aside)),
  ]
}

const WHAT_TO_DO = {
  conflict: 'resolve the conflicts so that both tasks are done, and lose no line of either side',
  content: 'if it is not merged yet, and bring back what was lost. If a line has to go, say in your claim why',
  red: 'find out why the two do not fit together, and make the tests pass',
  needs: 'and keep both sides',
} satisfies Record<Aside['because'], string>

const SIDES = 3
const TEXT = 400

/** Returns the tasks that the task conflicts with. If the train's tests failed, any task on the train may be the cause. */
function othersOf({ beside, because }: Aside): readonly TaskId[] {
  return because === 'red' && beside.length > SIDES ? [] : beside.slice(0, SIDES)
}

/**
 * Says what another task is for, and which command shows its changes. The command has an option because Gemini CLI 0.61.0 sets
 * `diff.external` to an empty value in its shell. Without the option, git 2.39 would show no diff there.
 */
function intentOf({ state, train }: Scene, id: TaskId, { files }: Aside): readonly string[] {
  const task = own(state.tasks, id)
  if (task?.verified == null) return []
  const paths = files.length === 0 ? '' : ` -- ${files.map(shellWord).join(' ')}`
  const changes = `git diff --no-ext-diff ${train.base.slice(0, 12)}...${task.verified.commit.slice(0, 12)}${paths}`
  return [`The task of ${id} is: "${plainText(task.text.text, TEXT)}". What it changed: \`${changes}\`.`]
}
