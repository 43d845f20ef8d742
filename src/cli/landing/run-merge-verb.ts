import { openJournalReader } from '../../adapters/journal/journal-reader.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { TrainChoice } from '../../core/events/train-event.ts'
import { asideOf } from '../../core/landing/boarding.ts'
import { omnibusBranch } from '../../core/landing/omnibus-branch.ts'
import { sayAside } from '../../core/landing/say-aside.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { State } from '../../core/state/types/state.ts'
import { counted } from '../../core/text/counted.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { StatusView } from '../../core/views/status.ts'
import { lookAtFleet } from '../client/look-at-fleet.ts'
import { refuseAgents } from '../client/refuse-agents.ts'
import { buildGit } from '../compose/build-git.ts'
import { replay } from '../compose/open-czar.ts'
import type { CliIo } from '../io.ts'
import { renderMergePlan } from '../output/merge-plan.ts'
import { makePaint } from '../output/paint.ts'
import { renderTrain } from '../output/train.ts'
import { hintsOf } from '../project/name-project.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import type { MergeOptions } from '../verbs/finish/merge.ts'
import { mergeProject } from './merge-project.ts'
import { type PlannedMerge, planMerge } from './plan-merge.ts'

/** Runs `czar merge`: prints a plan, merges, or shows what is merged. If a czar merges by itself, the command only watches it. */
export async function runMergeVerb(place: ProjectPlace, options: MergeOptions): Promise<void> {
  const { io, dryRun } = options
  const { view, czar } = await lookAtFleet(place)
  const isAlive = czar !== 'absent'
  const state = readState(place)
  if (state === null || (isAlive && !dryRun)) {
    if (isAlive) refuseBesideCzar(view, state, options)
    return show(view, state, { ...options, isAlive, place })
  }
  const plan = await planMerge(place, state, { env: io.env, wanted: options })
  if (dryRun) return showPlan(plan, state, options)
  refuseAgents(place, 'merge', io)
  if (!bringsChange(state, plan)) return show(view, state, { ...options, isAlive, place })
  if (!options.json) io.stdout.write(sayPlan(plan, state, options))
  const choice = { only: options.only, without: options.without } as TrainChoice
  const onEvent = (event: Journaled) => {
    const line = sayProgress(event)
    if (line !== null && !options.json) io.stdout.write(`${plainText(line, 1_000)}\n`)
  }
  await show(await mergeProject(place, { io, choice, onEvent }), state, { ...options, isAlive, place })
}

/** Whether the plan differs from the tested tree, or leaves out tasks whose reason is not recorded yet. */
function bringsChange({ train, ...state }: State, { members, leftOut, base }: PlannedMerge): boolean {
  if (members.some(({ isTested }) => !isTested)) return true
  const planned = new Set(members.map(({ task }) => task))
  if (train === null) return leftOut.some(({ commit }) => commit !== null)
  if (train.members.length > 0 && (train.base !== base || train.members.some(({ task }) => !planned.has(task)))) return true
  return leftOut.some(({ task, commit }) => commit !== null && asideOf({ train, ...state }, train, task) === null)
}

/** Computes the state from the journal. Returns null if the project was never launched, because then there is no journal. */
function readState({ directory }: ProjectPlace): State | null {
  try {
    const journal = openJournalReader({ projectDir: directory })
    try {
      const state = replay(journal)
      return state.project === null ? null : state
    } finally {
      journal.close()
    }
  } catch (error) {
    if (error instanceof PreconditionError) return null
    throw error
  }
}

function refuseBesideCzar({ project }: StatusView, state: State | null, { only, without }: MergeOptions): void {
  const isByItself = state?.project?.policy.merge?.mode === 'omnibus'
  const isChoice = only !== null || without.length > 0
  if (isByItself && !isChoice) return
  const why = isByItself ? 'merges all that is proven by itself' : 'leaves all work on its branches (`policy.merge.mode`)'
  const flags = [
    ...(only === null ? [] : [` --only ${only.join(',')}`]),
    ...(without.length === 0 ? [] : [` --without ${without.join(',')}`]),
  ]
  throw new PreconditionError(`a czar supervises ${project} and ${why}; two cannot merge at once`, {
    hint: `czar stop -p ${project} && czar merge -p ${project}${flags.join('')}`,
  })
}

interface ShowOptions extends MergeOptions {
  readonly isAlive: boolean
  readonly place: ProjectPlace
}

async function show(view: StatusView, state: State | null, { io, json, isAlive, place }: ShowOptions): Promise<void> {
  const style = { paint: makePaint(io.stdout, io.env), sayHint: await hintsOf(io), isAlive }
  const { project, train } = view
  io.stdout.write(json ? `${JSON.stringify({ version: 1, project, train })}\n` : renderTrain(view, style))
  const moved = await whoMovedBranch(place, { train, state, env: io.env })
  if (moved !== null && !json) io.stdout.write(`${plainText(`attention: ${moved}`, 500)}\n`)
  if (moved !== null) io.endsWith(3)
  if (train !== null && (train.aside.length > 0 || train.state === 'stopped')) io.endsWith(3)
}

interface BranchQuestion {
  readonly train: StatusView['train']
  readonly state: State | null
  readonly env: CliIo['env']
}

/**
 * Finds out who moved the branch of merged work, and tells the running czar. Otherwise the czar would notice the move only at its own next
 * move of the branch.
 */
async function whoMovedBranch(place: ProjectPlace, { train, state, env }: BranchQuestion): Promise<string | null> {
  if (train?.tip == null || state?.project == null) return null
  return buildGit(state.project, place, env).landing.whoMoved(train.branch, train.tip as CommitSha)
}

function showPlan(plan: PlannedMerge, state: State, options: MergeOptions): void {
  const { io, json } = options
  io.stdout.write(json ? `${JSON.stringify({ version: 1, project: state.project?.name, plan })}\n` : sayPlan(plan, state, options))
}

function sayPlan(plan: PlannedMerge, { project }: State, { io }: MergeOptions): string {
  const base = `${project?.base ?? 'base'} at ${plan.base.slice(0, 8)}`
  return renderMergePlan(plan, { paint: makePaint(io.stdout, io.env), branch: project === null ? '' : omnibusBranch(project), base })
}

/** One line for each step that a person waits for. It is null for other events. */
function sayProgress(event: Journaled): string | null {
  switch (event.kind) {
    case 'train.chained':
      return event.members.length === 0 ? null : `merged ${counted(event.members.length, 'task')}; testing`
    case 'train.tested':
      return `${event.tip.slice(0, 8)} ${event.isGreen ? 'passed' : `failed: ${event.reason}`}`
    case 'train.set_aside':
      return `${event.task} is set aside: it ${sayAside(event)}`
    case 'train.turned':
      return `${event.task} is merged again, with its own lines first`
    case 'train.stopped':
      return `stopped: ${event.reason}`
    default:
      return null
  }
}
