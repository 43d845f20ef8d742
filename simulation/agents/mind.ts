import type { TaskId } from '../../src/core/model/ids.ts'
import type { TaskPlan } from '../plan-sprint.ts'
import type { Life, Mind, SimulatedWorker, Work, World } from '../world.ts'
import type { Misreading } from './behaviours.ts'
import { TOPICS, type Topic } from './topics.ts'
import { type Voice, voiceFor } from './voices.ts'

/** What a new agent knows before it gets any text. Sometimes the trouble of the worker's previous agent comes back. */
export function freshMind(world: World, worker: SimulatedWorker): Mind {
  const { plan } = world
  const own = plan.tasks.get(worker.id as string as TaskId)
  bringBackHurdle(world, worker)
  const wasTroubled = worker.remembered !== null
  const isTroubled = !wasTroubled || worker.behaviour.trouble === 'crash_loop' || worker.random.chance(world.conduct.troubleComesBack)
  return {
    task: null,
    assignment: null,
    misreads: null,
    voice: SILENT,
    isInOwnPaths: false,
    trouble: isTroubled ? worker.behaviour.trouble : 'none',
    troubleAtStep: Math.floor(worker.random.between(1, Math.max(2, (own?.steps ?? 4) - 2))),
    hurdleAtStep: Math.floor(worker.random.between(1, Math.max(2, own?.steps ?? 4))),
    isOnScreen: false,
    condition: 'fine',
    hasChildren: false,
    context: 0.08,
    tokens: 0,
    hasAcknowledged: false,
    hasRead: false,
    hasClaimed: false,
  }
}

/** The worker's new agent may meet the obstacle that the previous agent did not reach before czar ended it. */
function bringBackHurdle({ conduct }: World, worker: SimulatedWorker): void {
  const { condition } = worker.remembered ?? { condition: 'fine' }
  const isMet = condition === 'asking' || condition === 'permission'
  if (isMet && worker.met !== null && worker.random.chance(conduct.hurdleComesBack)) worker.hurdles = [worker.met, ...worker.hurdles]
}

/**
 * What the agent of a resumed session knows: everything that the previous agent knew. Sometimes the previous agent's trouble comes back
 * too.
 */
export function resumedMind(world: World, worker: SimulatedWorker, remembered: Mind): Mind {
  const fresh = { ...remembered, condition: 'fine' as const, hasChildren: false }
  if (remembered.trouble === 'none' && remembered.condition !== 'fine' && worker.random.chance(world.conduct.troubleComesBack))
    return { ...fresh, trouble: worker.behaviour.trouble }
  return fresh
}

const SILENT: Voice = { restatement: '', subject: () => '' }

/**
 * The agent begins a task. The worker's first agent may misread the task as planned. A later agent may misread it again, or misread what
 * the previous agent had understood.
 */
export function takeUp({ world, worker, agent }: Life, task: TaskId): void {
  const { mind } = agent
  if (mind.task === task) return
  mind.task = task
  mind.hasClaimed = false
  mind.hasAcknowledged = false
  mind.condition = 'fine'
  mind.misreads = readingOf(world, worker, task)
  mind.isInOwnPaths = mind.misreads === 'peer' && worker.random.chance(world.conduct.duplicatesInOwnPaths)
  mind.voice = voiceOf(world, worker, { task, misreads: mind.misreads })
  world.taken.add(task)
}

/** The agent works again on proven work that czar sent back. The agent knows the task, and czar's text names the fault. */
export function comeBackTo({ world, worker, agent }: Life, task: TaskId): void {
  const { mind } = agent
  mind.hasClaimed = false
  if (mind.task === task) return
  Object.assign(mind, { task, misreads: null, condition: 'fine', hasAcknowledged: true })
  mind.voice = voiceOf(world, worker, { task, misreads: null })
}

function readingOf(world: World, worker: SimulatedWorker, task: TaskId): Misreading | null {
  const planned = taskOf(world, task)?.misreads ?? null
  if (!world.taken.has(task)) return planned
  if (planned !== null) return worker.random.chance(world.conduct.misreadsAgain) ? planned : null
  return worker.random.chance(world.conduct.freshMisreads) ? 'wrong_thing' : null
}

/** The topic of the agent's words: its task, something similar, or another task. */
export function voiceOf(world: World, worker: SimulatedWorker, { task, misreads }: { task: TaskId; misreads: Misreading | null }): Voice {
  const { conduct, plan, words } = world
  const random = words.fork(`${worker.id} ${task} ${worker.agent?.incarnation ?? 0}`)
  const area = plan.tasks.get(task)?.topic.area ?? task
  const isElsewhere = misreads === 'peer' || misreads === 'wrong_thing'
  if (!isElsewhere || !random.chance(conduct.speaksOfOther)) return voiceFor(random, area, 'right')
  workOf(worker, task).isSpokenOf = true
  if (misreads === 'peer') return voiceFor(random, peerArea(world, worker.id), 'right')
  if (random.chance(conduct.speaksOfNear)) return voiceFor(random, area, 'near')
  return voiceFor(random, random.pick(TOPICS.filter(topic => topic.area !== area) as [Topic, ...Topic[]]).area, 'right')
}

/** The topic of the other worker's task that this agent does by mistake. */
export function peerArea({ plan }: World, id: string): string {
  const ids = plan.project.workers.map(worker => worker.id as string)
  return ids[(ids.indexOf(id) + 1) % ids.length] ?? id
}

/** What this worker has really done for a task. */
export function workOf(worker: SimulatedWorker, task: TaskId): Work {
  const known = worker.works.get(task)
  if (known !== undefined) return known
  const work = {
    right: 0,
    wrong: 0,
    outside: new Set<string>(),
    files: new Set<string>(),
    subjects: [],
    faults: 0,
    blindFaults: 0,
    isSpokenOf: false,
    isOfPeer: false,
    keptAway: new Set<string>(),
  }
  worker.works.set(task, work)
  return work
}

export function taskOf({ plan }: World, task: TaskId | null): TaskPlan | null {
  return task === null ? null : (plan.tasks.get(task) ?? null)
}

/** Whether the agent believes that it has finished its task. */
export function thinksItIsDone({ world, worker, agent }: Life): boolean {
  const { task, misreads } = agent.mind
  const plan = taskOf(world, task)
  if (task === null || plan === null) return true
  const { right, wrong } = workOf(worker, task)
  const isElsewhere = misreads === 'peer' || misreads === 'wrong_thing' || misreads === 'unseen'
  return (isElsewhere ? wrong : right) >= plan.steps
}
