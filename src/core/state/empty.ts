import type { CommitSha, TaskId } from '../model/ids.ts'
import type { BonusConfig, WorkerConfig } from '../model/project.ts'
import type { State } from './types/state.ts'
import type { TaskState } from './types/task-state.ts'
import type { TrainState } from './types/train-state.ts'
import type { WorkerState } from './types/worker-state.ts'

/** The state before the first event. */
export const emptyState: State = {
  seq: 0,
  at: 0,
  project: null,
  czar: { phase: 'new', epoch: 0, pid: 0, startedAt: 0 },
  launchedAt: null,
  workers: {},
  tasks: {},
  assignments: {},
  messages: [],
  unheard: [],
  accounts: {},
  budgetLow: null,
  effects: {},
  running: {},
  deadly: [],
  failures: {},
  attention: {},
  finish: null,
  refs: null,
  train: null,
  reviews: {},
  forecast: [],
  forge: { requests: {}, trouble: null },
  checkout: {},
  unreachable: null,
  starved: null,
  unreadFile: null,
  edit: null,
  diskLow: null,
  programs: {},
  counters: { assignments: 0, messages: 0, letters: 0 },
}

/** Makes a worker of which nothing is known yet. Long: the function lists all fields. */
export function newWorker(config: WorkerConfig, at: number): WorkerState {
  return {
    id: config.id,
    config,
    worktree: null,
    missing: null,
    gone: null,
    remade: [],
    agent: null,
    incarnation: 0,
    exits: [],
    agentSession: null,
    hindered: null,
    usage: null,
    limitTold: null,
    git: null,
    gitAt: 0,
    looked: null,
    kept: null,
    pullRequest: null,
    assignment: null,
    reportSeq: 0,
    lastReportAt: 0,
    unseenEnd: null,
    refusals: { count: 0, told: 0, reason: '' },
    progress: null,
    lastTell: null,
    letters: { received: [], read: 0, told: 0, toldAt: 0 },
    saidAt: [],
    question: null,
    told: [],
    tried: [],
    stopped: null,
    budget: null,
    ran: { ms: 0, since: null },
    turns: { ended: 0, isOpen: false },
    paused: false,
    resumedAt: 0,
    replace: null,
    words: [],
    trees: [],
    fresh: false,
    signs: {},
    health: { health: 'waiting', matter: null, since: at, reason: 'not started yet', problem: null, evidence: [], advice: [] },
  }
}

/** Makes a worker's own task. It has the worker's id, and waits for the tasks that it needs. */
export function primaryTask(config: WorkerConfig): TaskState {
  return {
    ...untouched,
    id: config.id as string as TaskId,
    kind: 'primary',
    text: config.task,
    owns: config.owns,
    accept: config.accept,
    after: config.dependsOn as readonly string[] as readonly TaskId[],
    bonus: null,
    ...(config.attempt === undefined ? {} : { attempt: config.attempt }),
  }
}

/** Makes the task of a reviewer. */
export function reviewTask(config: WorkerConfig): TaskState {
  return { ...primaryTask(config), kind: 'review' }
}

/** Makes a task of the queue. */
export function bonusTask(config: BonusConfig): TaskState {
  return {
    ...untouched,
    id: config.id,
    kind: 'bonus',
    text: config.task,
    owns: config.owns,
    accept: config.accept,
    after: config.after,
    bonus: config,
  }
}

const untouched = {
  reservedFor: null,
  origin: 'file',
  droppedBy: null,
  given: 0,
  earlier: [],
  state: 'waiting',
  worker: null,
  assignment: null,
  verified: null,
  from: null,
  assignedAt: null,
  endedAt: null,
  attempts: 0,
  failure: null,
  result: null,
  recheck: null,
  rechecks: 0,
} as const

/** A train on this commit of base that nothing is on yet. */
export function emptyTrain(base: CommitSha): TrainState {
  const members = { members: [], candidate: null, aside: {}, returns: {} }
  return { base, tested: base, ...members, isBaseGreen: null, branch: null, stopped: null, mayBeginAnew: false }
}
