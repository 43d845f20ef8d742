import { own } from '../model/own.ts'
import type { BonusConfig, Project, WorkerConfig } from '../model/project.ts'
import type { StatusView, TaskView } from './status.ts'

/** A change in the project file since the last launch. */
export interface ProjectChange {
  /** The worker or bonus task that changed, or `(fleet)` if the change concerns all. */
  readonly name: string
  readonly what: string
  readonly means: string
}

interface Standing {
  readonly view: StatusView
  /** The tasks that a person starts again. */
  readonly again: ReadonlySet<string>
  /** The proven tasks whose work is in base. */
  readonly landed: ReadonlySet<string>
}

/** Returns the changes in the project file, and what each of them does at a launch. */
export function projectChanges(before: Project, after: Project, standing: Standing): readonly ProjectChange[] {
  const { base } = after
  const again = [...standing.again].filter(id => !hasNewText(before, after, id)).map(id => begunAnew(id, standing))
  return [
    ...compareAll(before.workers, after.workers, { added: 'begins', removed: removedWorker, changed: workerChanges, standing, base }),
    ...compareAll(before.bonus, after.bonus, {
      added: 'waits in the queue',
      removed: removedBonus,
      changed: bonusChanges,
      standing,
      base,
    }),
    ...fleetChanges(before, after),
    ...again,
  ]
}

interface Comparing<Config> {
  readonly added: string
  readonly removed: (before: Config, standing: Standing, base: string) => string
  readonly changed: (before: Config, after: Config, standing: Standing) => readonly Omit<ProjectChange, 'name'>[]
  readonly standing: Standing
  readonly base: string
}

function compareAll<Config extends { readonly id: string }>(
  before: readonly Config[],
  after: readonly Config[],
  { added, removed, changed, standing, base }: Comparing<Config>,
): readonly ProjectChange[] {
  const known = new Map(before.map(config => [config.id, config]))
  const kept = new Set(after.map(({ id }) => id))
  const there = after.flatMap(config => {
    const old = known.get(config.id)
    if (old === undefined) return [{ name: config.id, what: 'new', means: added }]
    return changed(old, config, standing).map(change => ({ name: config.id, ...change }))
  })
  const gone = before
    .filter(({ id }) => !kept.has(id))
    .map(config => ({ name: config.id, what: 'removed', means: removed(config, standing, base) }))
  return [...there, ...gone]
}

function removedWorker({ id, branch }: WorkerConfig, { view, landed }: Standing, base: string): string {
  const isProven = stateOf(view, id) === 'verified'
  return isProven
    ? whereProven({ branch, isLanded: landed.has(id), base })
    : `its task is dropped and it gets no agent; what it did stays on ${branch}; written back, it begins anew`
}

function whereProven({ branch, isLanded, base }: { branch: string; isLanded: boolean; base: string }): string {
  return isLanded ? `its proven work is in ${base} already` : `its proven work stays on ${branch}`
}

function removedBonus({ id }: BonusConfig, { view, landed }: Standing, base: string): string {
  const task = taskOf(view, id)
  const branch = task?.branch ?? 'its branch'
  if (task?.state === 'verified') return whereProven({ branch, isLanded: landed.has(id), base })
  if (task?.state === 'stale') return `is dropped, for its proof is void; what was done stays on ${branch}`
  if (task?.state === 'assigned') return `is dropped while ${task.worker ?? 'a worker'} works on it; what was done stays on ${branch}`
  return 'is taken out of the queue'
}

function workerChanges(before: WorkerConfig, after: WorkerConfig, standing: Standing): readonly Omit<ProjectChange, 'name'>[] {
  const { view } = standing
  const made = own(view.workers, after.id)
  const hasBranch = made?.worktree != null && made.branch !== after.branch
  const branch = hasBranch ? `ignored: its work is on ${made.branch}; the new name holds after czar clean` : 'is made under that name'
  const others = changedKeys(WORKER_KEYS, before, after)
  const rules = changedKeys(RULES, before, after)
  return [
    ...taskChanges({ ...before, after: before.dependsOn }, { ...after, after: after.dependsOn }, standing),
    ...(rules.length === 0 ? [] : [{ what: rules.join(', '), means: 'holds from now on; what is proven stays proven' }]),
    ...(before.branch === after.branch ? [] : [{ what: 'branch', means: branch }]),
    ...(others.length === 0 ? [] : [{ what: others.join(', '), means: 'holds from its next agent on' }]),
  ]
}

const WORKER_KEYS = [
  ['agent', 'agent'],
  ['candidates', 'agent'],
  ['model', 'model'],
  ['account', 'account'],
  ['role', 'role'],
  ['waitForDependencies', 'wait_for_dependencies'],
  ['git', 'git'],
  ['setup', 'setup'],
  ['env', 'env'],
  ['budget', 'budget'],
] as const satisfies readonly (readonly [keyof WorkerConfig, string])[]

/** What an attempt or a stage has besides its task. Czar reads it anew for each decision. */
const RULES = [
  ['attempt', 'attempts'],
  ['stage', 'stage'],
] as const satisfies readonly (readonly [keyof WorkerConfig, string])[]

function bonusChanges(before: BonusConfig, after: BonusConfig, standing: Standing): readonly Omit<ProjectChange, 'name'>[] {
  const order = changedKeys([['prefers', 'prefers'] as const, ['priority', 'priority'] as const], before, after)
  return [...taskChanges(before, after, standing), ...(order.length === 0 ? [] : [{ what: order.join(', '), means: 'holds from now on' }])]
}

type Task = Pick<BonusConfig, 'task' | 'owns' | 'accept'> & { readonly id: string; readonly after: readonly string[] }

function taskChanges(before: Task, after: Task, standing: Standing): readonly Omit<ProjectChange, 'name'>[] {
  const state = stateOf(standing.view, after.id)
  const isProven = state === 'verified' || state === 'stale'
  const accept = isProven
    ? `stays proven by the old commands; czar verify ${taskOf(standing.view, after.id)?.worker ?? after.id} runs the new, and so does the next merge`
    : 'holds from the next check on'
  const rules = [...(isEqual(before.owns, after.owns) ? [] : ['owns']), ...(isEqual(before.after, after.after) ? [] : ['after'])]
  return [
    ...(before.task.sha256 === after.task.sha256 ? [] : [{ what: 'task', means: newText(after.id, state, standing) }]),
    ...(before.task.sha256 === after.task.sha256 && before.task.file !== after.task.file
      ? [{ what: 'task', means: 'has the same text in another place; its work goes on' }]
      : []),
    ...(isEqual(before.accept, after.accept) ? [] : [{ what: 'accept', means: accept }]),
    ...(rules.length === 0 ? [] : [{ what: rules.join(', '), means: 'holds from now on' }]),
  ]
}

function newText(id: string, state: TaskView['state'] | null, { view, again }: Standing): string {
  if (state === 'assigned') return 'is delivered again; what was claimed of the old text is void'
  if (state !== 'verified' && state !== 'stale') return 'is delivered as it is now'
  const commit = taskOf(view, id)?.verified_commit?.slice(0, 8) ?? '?'
  if (again.has(id)) return `is begun anew on top of ${commit}`
  return `ignored: its work is proven at ${commit}; to begin it anew: --again ${id}`
}

function begunAnew(id: string, { view }: Standing): ProjectChange {
  const task = taskOf(view, id)
  const commit = task?.verified_commit ?? null
  if (task?.attempt?.outcome === 'lost') return { name: id, what: '--again', means: 'is ignored: another attempt at the task won' }
  if (task?.state === 'assigned') return { name: id, what: '--again', means: 'goes on: it is being worked on' }
  return { name: id, what: '--again', means: commit === null ? 'is begun anew' : `is begun anew on top of ${commit.slice(0, 8)}` }
}

function hasNewText(before: Project, after: Project, id: string): boolean {
  const text = ({ workers, bonus }: Project) => [...workers, ...bonus].find(config => (config.id as string) === id)?.task.sha256
  return text(before) !== text(after)
}

const FLEET_KEYS = [
  ['repo', 'repo'],
  ['repoUrl', 'repo'],
  ['worktreesDir', 'worktrees'],
  ['base', 'base'],
  ['remote', 'remote'],
  ['concurrency', 'concurrency'],
  ['watchdog', 'watchdog'],
  ['agents', 'agents'],
  ['accounts', 'accounts'],
  ['policy', 'policy'],
  ['alerts', 'alerts'],
] as const satisfies readonly (readonly [keyof Project, string])[]

function fleetChanges(before: Project, after: Project): readonly ProjectChange[] {
  // The default depends on the number of workers, so it is not the person who changed this value.
  const isDefault = [before, after].every(({ concurrency, runsAll, workers }) => runsAll ?? concurrency === workers.length)
  const keys = FLEET_KEYS.filter(([key]) => key !== 'concurrency' || !isDefault)
  const limits = changedKeys([['runsAll', 'concurrency']], before, after)
  const changed = [...new Set([...changedKeys(keys, before, after), ...limits])]
  return changed.length === 0 ? [] : [{ name: '(fleet)', what: changed.join(', '), means: 'holds from now on' }]
}

function stateOf(view: StatusView, id: string): TaskView['state'] | null {
  return taskOf(view, id)?.state ?? null
}

function taskOf(view: StatusView, id: string): TaskView | undefined {
  return view.tasks.find(task => task.id === id)
}

/** The titles of the keys whose values differ. */
function changedKeys<Config>(keys: readonly (readonly [keyof Config, string])[], before: Config, after: Config): readonly string[] {
  return [...new Set(keys.filter(([key]) => !isEqual(before[key], after[key])).map(([, title]) => title))]
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
