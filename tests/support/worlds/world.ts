import { type Action, type Decision, isRequestAction, isTrainAction } from '../../../src/core/events/decision.ts'
import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { Report } from '../../../src/core/events/report.ts'
import type { Finding } from '../../../src/core/events/review/findings.ts'
import type { CheckedFinding } from '../../../src/core/events/review/review-event.ts'
import type { StageTask } from '../../../src/core/events/stages/stage-task.ts'
import type { CommitSha, EffectId, PaneId, ServerId, SessionId, WorkerId } from '../../../src/core/model/ids.ts'
import type { Project } from '../../../src/core/model/project.ts'
import { decide } from '../../../src/core/policy/decide/decide.ts'
import { wasSentBackFor } from '../../../src/core/review/pending-review.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import type { WorkerState } from '../../../src/core/state/types/worker-state.ts'

/** One action that the czar asked for, and that is not recorded as done or failed yet. */
interface Deed {
  readonly effect: EffectId
  readonly action: Action
}

/**
 * A made-up world around czar's real rules. Tests carry out the actions, make the agents speak and move the time. The only randomness is
 * `chance(n)`, which returns a number from 0 to n-1.
 */
export interface World {
  state: State
  now: number
  readonly history: Journaled[]
  readonly decisions: Decision[]
  /** Every paste that really reached an agent, as `message@incarnation`. */
  readonly pasted: string[]
  /** The actions that the czar asked for and that are not done yet, oldest first. */
  readonly deeds: Deed[]
  readonly chance: (sides: number) => number
  /** The actions that succeed at the moment when the czar asks for them. */
  readonly atOnce: ReadonlySet<Action['do']>
}

/** A world in which czar has just been launched with this project. */
export function createWorld(project: Project, chance: (sides: number) => number, atOnce: World['atOnce'] = new Set()): World {
  const world: World = { state: emptyState, now: 1_000_000, history: [], decisions: [], pasted: [], deeds: [], chance, atOnce }
  happen(world, started(1), { kind: 'project.loaded', project })
  settle(world)
  return world
}

/** Records events, without letting the czar act on them. */
export function happen(world: World, ...events: readonly Event[]): void {
  for (const event of events) {
    const journaled = { ...event, seq: world.state.seq + 1, at: world.now }
    world.history.push(journaled)
    world.state = fold(world.state, journaled)
  }
}

/** Takes decisions as the supervisor does: first records until there are none left, then actions. */
export function settle(world: World): void {
  for (let round = 0; ; round++) {
    if (round > 200) throw new Error('the policy makes decisions without end')
    const { decisions } = decide(world.state, world.now)
    world.decisions.push(...decisions)
    const records = decisions.filter(decision => decision.kind === 'record')
    if (records.length > 0) {
      happen(world, ...records.map(decision => decision.event))
      continue
    }
    for (const decision of decisions) {
      if (decision.kind !== 'perform') continue
      const { effect, action, reason } = decision
      happen(world, { kind: 'effect.intended', effect, action: action.do, worker: action.worker, epoch: world.state.czar.epoch, reason })
      world.deeds.push({ effect, action })
    }
    const prompt = world.deeds.find(({ action }) => world.atOnce.has(action.do))
    if (prompt !== undefined) carryOut(world, prompt, false)
    return
  }
}

/** Lets the czar die and a new one start. Unfinished actions stay unfinished, and what happened in the world stays. */
export function restartCzar(world: World): void {
  world.deeds.length = 0
  happen(world, started(world.state.czar.epoch + 1))
  settle(world)
}

/** Carries out the action in the world, unless that has happened already, and records its outcome. */
export function carryOut(world: World, deed: Deed, goesWrong: boolean): void {
  const events = outcome(world, deed, goesWrong)
  // As in a real run, the paste is recorded before the agent's receipt has come.
  const [pasted] = events ?? []
  if (pasted?.kind === 'message.pasted') {
    happen(world, pasted)
    settle(world)
  }
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  if (events === null) happen(world, { kind: 'effect.failed', effect: deed.effect, reason: 'it went wrong' })
  else happen(world, ...events, { kind: 'effect.done', effect: deed.effect })
  settle(world)
}

/** Carries out the action in the world without recording it. The czar may die right afterwards. */
export function doUnrecorded(world: World, deed: Deed): void {
  const { action } = deed
  if (action.worker !== null && world.state.workers[action.worker]?.paused) return
  if (action.do === 'deliver' && !world.pasted.includes(`${action.message}@${action.incarnation}`))
    world.pasted.push(`${action.message}@${action.incarnation}`)
}

/** The outcome that this action reports. It is null if the action failed. */
export function outcome(world: World, { action }: Pick<Deed, 'action'>, goesWrong: boolean): readonly Event[] | null {
  if (action.do === 'alert')
    return goesWrong ? null : [{ kind: 'alert.sent', alert: action.alert, matters: action.matters, how: 'somebody' }]
  if (isTrainAction(action) || isRequestAction(action) || action.do === 'look_at_base' || action.do === 'settle_duplicate') return null
  const worker = world.state.workers[action.worker]
  if (worker === undefined) return []
  const about = { worker: worker.id }
  switch (action.do) {
    case 'prepare_worktree':
      if (goesWrong) return null
      return [
        {
          kind: 'worktree.ready',
          ...about,
          path: `/worktrees/${worker.id}`,
          branch: worker.config.branch,
          startSha: sha('start'),
          includes: action.includes,
        },
        observed(worker, 'start'),
      ]
    case 'check_findings': {
      if (goesWrong) return null
      const review = world.state.reviews[worker.id]
      const isAgain = (finding: Finding) => review !== undefined && wasSentBackFor(world.state, review, finding)
      const findings = (review?.reported ?? []).map(finding => {
        const seen = seenOf(finding)
        return { ...finding, ...seen, ...(seen.outcome === 'shown' && isAgain(finding) ? { outcome: 'again' as const } : {}) }
      })
      return [{ kind: 'review.finished', ...about, findings, log: null, durationMs: 1 }]
    }
    case 'keep_attempt': {
      const task = worker.config.attempt?.task
      return goesWrong || task === undefined ? null : [{ kind: 'attempts.kept', ...about, task, ref: `refs/czar/attempts/${worker.id}` }]
    }
    case 'remove_review':
      return goesWrong ? null : [{ kind: 'review.closed', ...about }]
    case 'switch_branch':
      if (goesWrong) return null
      return switched(world, worker, action)
    case 'start_agent':
      if (goesWrong) return null
      return [
        {
          kind: 'agent.started',
          ...about,
          incarnation: action.incarnation,
          server: 'server' as ServerId,
          session: `$${worker.id}` as SessionId,
          pane: `%${worker.id}` as PaneId,
          pid: 1,
          pidStart: null,
          resumed: null,
        },
      ]
    case 'look_at_children':
      return [{ kind: 'agent.children', ...about, incarnation: action.incarnation, busy: goesWrong ? null : false }]
    case 'look_at_git': {
      if (goesWrong) return null
      const open = world.state.assignments[worker.assignment ?? '']
      const tip = worker.git?.head ?? open?.fromSha ?? sha('start')
      return [{ kind: 'git.looked', ...about, branch: open?.branch ?? worker.config.branch, tip }]
    }
    case 'rescue_stray_work':
      return [{ kind: 'git.kept', ...about, head: action.head, ref: null }]
    case 'answer_dialog':
      return [{ kind: 'agent.dialog_answered', ...about, incarnation: action.incarnation }]
    case 'end_agent':
      return [{ kind: 'agent.ended', ...about, incarnation: action.incarnation, reason: action.reason }]
    case 'deliver':
      return deliver(world, action, goesWrong)
    case 'verify':
      return verifyOutcome(world, action, goesWrong)
  }
}

function switched({ state }: World, worker: WorkerState, action: Extract<Action, { do: 'switch_branch' }>): readonly Event[] {
  const { assignment, includes } = action
  const branch = state.assignments[assignment]?.branch ?? worker.worktree?.home.branch ?? worker.config.branch
  const start = { branch, startSha: sha('start'), includes }
  const after = { ...worker, worktree: worker.worktree && { ...worker.worktree, ...start } }
  return [{ kind: 'worktree.switched', worker: worker.id, assignment, ...start, kept: null }, observed(after, 'start')]
}

function deliver(world: World, action: Extract<Action, { do: 'deliver' }>, goesWrong: boolean): readonly Event[] {
  const key = `${action.message}@${action.incarnation}`
  const about = { worker: action.worker, message: action.message, incarnation: action.incarnation }
  // An action that was decided just before a pause is not carried out during the pause.
  if (world.state.workers[action.worker]?.paused) return [{ kind: 'message.held', ...about, by: 'paused', chars: null }]
  const isThere = world.pasted.includes(key)
  const pasted = { kind: 'message.pasted', ...about, sha256: 'x', chars: 1, stripped: [] } as const
  if (goesWrong && !isThere) {
    if (world.chance(2) === 0) return [{ kind: 'message.undelivered', ...about, reason: 'a person is typing', mayRetry: true }]
    world.pasted.push(key)
    return [pasted, { kind: 'message.undelivered', ...about, reason: 'no receipt came', mayRetry: false }]
  }
  // After a crash the delivery is asked to look first whether the text is already there. Otherwise the text is pasted.
  if (!(isThere && action.recover)) world.pasted.push(key)
  return [
    pasted,
    { kind: 'message.submitted', ...about, receipt: 'hook', strength: 'exact', enters: 1 },
    {
      kind: 'agent.turn',
      worker: action.worker,
      incarnation: action.incarnation,
      turn: 'busy',
      waitingFor: null,
      evidence: 'hook',
      strength: 'exact',
      text: null,
    },
  ]
}

function verifyOutcome(world: World, action: Extract<Action, { do: 'verify' }>, goesWrong: boolean): readonly Event[] {
  const roll = goesWrong ? world.chance(4) : 0
  if (roll === 2) return [{ kind: 'effect.failed', effect: 'none' as EffectId, reason: 'x' }]
  const verdict = (['verified', 'rejected', null, 'error'] as const)[roll] ?? 'verified'
  return [
    {
      kind: 'verification.finished',
      worker: action.worker,
      assignment: action.assignment,
      commit: sha(`work-${action.worker}`),
      base: sha('base'),
      verdict,
      ...(verdict === 'verified' ? listOf(world, action.worker) : {}),
      reasons: verdict === 'verified' ? [] : ['tests fail'],
      checks: [],
      log: null,
      tail: '',
      durationMs: 1,
    },
  ]
}

/** The tasks of a stage that delivers a list: one to three, some of which wait for the previous one. */
function listOf({ state, chance }: World, worker: WorkerId): { readonly tasks?: readonly StageTask[] } {
  if (state.workers[worker]?.config.stage?.owes.kind !== 'tasks') return {}
  const ids = ['one', 'two', 'three'].slice(0, 1 + chance(3))
  const tasks = ids.map((id, index) => ({
    id,
    text: { text: id, sha256: id, file: null },
    dependsOn: index > 0 && chance(2) === 0 ? ids.slice(index - 1, index) : [],
    owns: [],
    accept: [],
    role: null,
    usd: chance(3) === 0 ? 1 : null,
  }))
  return { tasks }
}

export function aReport(kind: Report['kind'], over: Partial<Report> = {}): Report {
  return { seq: 1, at: 0, kind, assignment: null, text: 'I restate the task in my own words', plan: [], done: null, total: null, ...over }
}

/** The event by which czar sees a worktree at this commit, without changes. */
export function observed(worker: WorkerState, head: string): Event {
  return {
    kind: 'git.observed',
    worker: worker.id,
    activity: {
      branch: worker.worktree?.branch ?? worker.config.branch,
      head: sha(head),
      commitsSinceStart: 0,
      ahead: 0,
      behind: 0,
      files: [],
      dirty: 0,
      tree: head,
      lastCommit: null,
      unpushed: null,
      unpulled: null,
    },
  }
}

export function sha(name: string): CommitSha {
  return name as CommitSha
}

function started(epoch: number): Event {
  return { kind: 'czar.started', epoch, pid: 1, host: 'here', version: '0' }
}

/** The workers whose agent runs. */
export function living(world: World): readonly WorkerState[] {
  return Object.values(world.state.workers).filter(worker => worker.agent !== null && worker.agent.exit === null)
}

/** Lets an honest world run until nothing more happens: every action succeeds, and every agent does its work. */
export function playHonestly(world: World, steps = 3_000): void {
  for (let step = 0; step < steps && world.state.czar.phase === 'supervising'; step++) {
    const [deed] = world.deeds
    if (deed !== undefined) {
      carryOut(world, deed, false)
      continue
    }
    const acted = living(world).some(worker => workHonestly(world, worker.id))
    if (acted || personActs(world)) continue
    const { wakeAt } = decide(world.state, world.now)
    if (wakeAt === null) return
    world.now = Math.max(world.now + 1, wakeAt)
    settle(world)
  }
}

/** A person settles what only a person can settle: a paused worker, a proof that czar does not renew, a closed session. */
function personActs(world: World): boolean {
  const paused = Object.values(world.state.workers).find(worker => worker.paused)
  if (paused !== undefined) {
    happen(world, { kind: 'person.resumed', worker: paused.id })
    settle(world)
    return true
  }
  // A worker that left the fleet cannot get its proof renewed.
  const isThere = (id: string | null) => world.state.project?.workers.some(worker => worker.id === id) === true
  const stale = Object.values(world.state.attention).filter(({ key, settledAt }) => key.startsWith('stale:') && settledAt === null)
  const unproven = stale.find(({ worker }) => isThere(worker))
  if (unproven?.worker != null) {
    happen(world, refsInOrder(world), { kind: 'person.verify', worker: unproven.worker })
    settle(world)
    return true
  }
  const closed = Object.values(world.state.workers).find(worker => worker.stopped === 'closed')
  if (closed === undefined) return false
  happen(world, { kind: 'person.restart', worker: closed.id })
  settle(world)
  return true
}

/** The event that shows every branch at its proven commit. */
function refsInOrder({ state }: World): Event {
  const ids = Object.values(state.workers)
    .filter(worker => worker.worktree !== null)
    .map(worker => worker.id)
  const branches = Object.fromEntries(ids.map(id => [`feat/${id}`, sha(`work-${id}`)]))
  const standing = Object.fromEntries(ids.map(id => [`work-${id}`, 'current' as const]))
  return { kind: 'git.refs', base: sha('base'), branches, standing, kept: [] }
}

function workHonestly(world: World, id: WorkerId): boolean {
  const worker = world.state.workers[id]
  const agent = worker?.agent
  if (worker === undefined || agent === null || agent === undefined) return false
  const assignment = worker.assignment === null ? undefined : world.state.assignments[worker.assignment]
  const event = nextHonestEvent(worker, assignment?.state, {
    isReady: agent.readyAt !== null && (agent.dialog === null || agent.dialog.answeredAt !== null),
    turn: agent.turn,
    isBriefed: assignment?.briefed?.incarnation === agent.incarnation,
  })
  if (event === null) return false
  happen(world, event)
  settle(world)
  return true
}

function nextHonestEvent(
  worker: WorkerState,
  state: string | undefined,
  agent: { isReady: boolean; turn: string | null; isBriefed: boolean },
): Event | null {
  const about = { worker: worker.id, incarnation: worker.incarnation }
  if (!agent.isReady) return { kind: 'agent.ready', ...about, evidence: 'hook', strength: 'exact' }
  const isOpen = agent.isBriefed && (state === 'delivered' || state === 'acknowledged' || state === 'rework')
  if (isOpen && agent.turn === 'busy') return { kind: 'report.received', worker: worker.id, report: aReport('done') }
  if (isOpen && state === 'delivered') return { kind: 'report.received', worker: worker.id, report: aReport('ack') }
  if (agent.turn !== 'idle')
    return { kind: 'agent.turn', ...about, turn: 'idle', waitingFor: null, evidence: 'hook', strength: 'exact', text: null }
  // The agent stopped although its task is not done. When czar asks it again, it claims that the task is done.
  if (isOpen) return { kind: 'report.received', worker: worker.id, report: aReport('done') }
  return null
}

/** The result of running a finding's command. In this world it shows a fault if the command begins with `shows `. */
function seenOf({ evidence }: Finding): Pick<CheckedFinding, 'outcome' | 'reason' | 'tail'> {
  const shows = 'command' in evidence && evidence.command.startsWith('shows ')
  const outcome = 'command' in evidence ? (shows ? 'shown' : 'passes') : 'lines'
  return { outcome, reason: null, tail: '' }
}
