import fc from 'fast-check'
import type { Command } from '../../../src/core/events/command.ts'
import type { Event } from '../../../src/core/events/event.ts'
import type { Report } from '../../../src/core/events/report.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { Project } from '../../../src/core/model/project.ts'
import { decide } from '../../../src/core/policy/decide/decide.ts'
import { madeBranches } from '../../../src/core/state/facts/made-branches.ts'
import { refsNews } from '../../../src/core/state/move-refs.ts'
import type { WorkerState } from '../../../src/core/state/types/worker-state.ts'
import { aPolicy } from '../builders/a-policy.ts'
import { aBonus, aProject, aWorker } from '../builders/a-project.ts'
import { order } from './order.ts'
import { aReport, carryOut, createWorld, doUnrecorded, happen, living, observed, restartCzar, settle, sha, type World } from './world.ts'

/** A project with dependencies, fewer agents at a time than workers, and bonus tasks, so that all rules come into play together. */
export const eventfulProject = aProject({
  alerts: [{ name: 'bell', via: 'bell', on: ['attention'], afterMs: 10_000 }],
  concurrency: 2,
  policy: { ...aPolicy, spawn: { depth: 2, children: 2, whenParentEnds: 'hand_over' } },
  workers: [
    aWorker('models'),
    aWorker('api', { dependsOn: ['models' as WorkerId] }),
    aWorker('docs', { dependsOn: ['models' as WorkerId], waitForDependencies: false }),
    aWorker('tests'),
  ],
  bonus: [
    aBonus('bench', { after: ['api' as never], priority: 2 }),
    aBonus('polish', { prefers: { workers: ['tests' as WorkerId], roles: [] } }),
  ],
})

/**
 * Random numbers that drive one history. Each number chooses the next event. Without `size`, fast-check would give at most thirty numbers,
 * and little would happen.
 */
export const dice = fc.array(fc.nat({ max: 9_999 }), { minLength: 20, maxLength: 400, size: 'max' })

/** Plays a czar and its fleet, with random numbers that choose what happens next. `onStep` gets the world after each step. */
export function playAtRandom(rolls: readonly number[], onStep: (world: World) => void, project = eventfulProject): World {
  let position = 0
  const roll = () => rolls[position++ % rolls.length] ?? 0
  const world = createWorld(project, sides => roll() % sides)
  while (position < rolls.length && world.state.czar.phase === 'supervising') {
    step(world)
    onStep(world)
  }
  return world
}

/** The project with which the history began. */
function playedProject({ history }: World): Project {
  const loaded = history.find(event => event.kind === 'project.loaded')
  return loaded?.kind === 'project.loaded' ? loaded.project : eventfulProject
}

function step(world: World): void {
  const { chance } = world
  const deed = world.deeds[world.deeds.length === 0 ? 0 : chance(world.deeds.length)]
  switch (chance(13)) {
    case 12:
      return timePasses(world)
    case 11:
      return refsMove(world)
    case 10:
      return personActs(world)
    case 0:
    case 1:
    case 2:
      if (deed !== undefined) carryOut(world, deed, chance(4) === 0)
      return
    case 3:
      world.now += [1, 500, 20_000, 200_000][chance(4)] ?? 1
      return settle(world)
    case 4:
      // The czar dies, in one of four cases in the middle of an action and otherwise between two actions.
      if (chance(4) !== 0) return
      if (deed !== undefined && chance(2) === 0) doUnrecorded(world, deed)
      return restartCzar(world)
    default:
      return agentActs(world)
  }
}

/**
 * Lets time pass until the czar has run out of patience. Meanwhile agents start, read their texts, stop and claim nothing. One agent may
 * crash at every start, show dialogs, repeat the same error, or make progress after each replacement and then stop. It may also happen that
 * no alert gets through.
 */
function timePasses(world: World): void {
  const { chance } = world
  const { workers } = playedProject(world)
  const other = workers[chance(workers.length)]?.id
  const mood = MOODS[chance(MOODS.length)] ?? 'silence'
  for (let rounds = 1 + chance(mood === 'begins' ? 40 : 12); rounds > 0; rounds--) {
    for (const deed of [...world.deeds]) carryOut(world, deed, mood === 'no-alerts' && deed.action.do === 'alert')
    for (const worker of living(world)) happen(world, ...passively(world, worker, worker.id === other ? mood : 'silence'))
    settle(world)
    const { wakeAt } = decide(world.state, world.now)
    if (wakeAt !== null) world.now = Math.max(world.now, wakeAt)
    settle(world)
  }
}

const MOODS = ['silence', 'crashes', 'dialogs', 'begins', 'no-alerts', 'loops'] as const
type Mood = (typeof MOODS)[number]

function passively({ state }: World, worker: WorkerState, mood: Mood): readonly Event[] {
  const { agent } = worker
  const isReplaced = state.assignments[worker.assignment ?? '']?.ladder.current.some(({ rung }) => rung === 'fresh') === true
  if (mood === 'crashes') return [exitOf(worker, 1)]
  if (agent?.readyAt === null) return mood === 'dialogs' ? [readyOf(worker), dialogOf(worker, null)] : [readyOf(worker)]
  if (mood === 'loops' && agent?.turn === 'busy') return Array.from({ length: 9 }, () => troubleOf(worker, 1))
  if (mood === 'begins' && agent?.turn === 'busy' && isReplaced) return [observed(worker, `begun-${state.seq}`)]
  return agent?.turn === 'busy' ? [turnOf(worker, 'idle')] : []
}

/** A person pushes to base, and branches move, appear and disappear although czar did nothing. */
function refsMove(world: World): void {
  const { chance } = world
  const workers = Object.values(world.state.workers).filter(worker => worker.worktree !== null)
  const branches = Object.fromEntries(
    madeBranches(world.state).map(({ worker, branch }) => [
      branch,
      [sha(`work-${worker.id}`), sha(`later-${chance(3)}`), null][chance(3)] ?? null,
    ]),
  )
  const standings = ['current', 'behind', 'landed', 'lost'] as const
  const standing = Object.fromEntries(workers.map(({ id }) => [`work-${id}`, standings[chance(4)] ?? 'current']))
  const early = Object.keys(branches).filter(() => chance(8) === 0)
  const unproven = Object.fromEntries(early.map(branch => [branch, sha('early')]))
  const reading = { base: sha(`base-${chance(3)}`), branches, standing, kept: [], unproven }
  const news = chance(2) === 0 ? { kind: 'git.refs' as const, ...reading } : refsNews(world.state.refs, reading)
  if (news !== null) happen(world, news)
  settle(world)
}

/** A person, or a worker about its own task, gives any command at any moment. The czar refuses commands that make no sense at that moment. */
function personActs(world: World): void {
  const { chance } = world
  const { workers, bonus } = playedProject(world)
  const worker = workers[chance(workers.length)]?.id ?? ''
  const task = bonus[chance(bonus.length)]?.id ?? ''
  const all = Object.keys(world.state.workers)
  const anybody = all[chance(all.length)] ?? ''
  const commands: readonly Command[] = [
    { verb: 'nudge', worker },
    { verb: 'assign', worker, task },
    { verb: 'pause', worker },
    { verb: 'pause', worker: 'all' },
    { verb: 'resume', worker },
    { verb: 'resume', worker: 'all' },
    { verb: 'tell', worker, text: 'a word' },
    { verb: 'say', worker: 'all', from: worker, text: 'a word' },
    { verb: 'verify', worker },
    { verb: 'queue add', id: 'extra', task: 'More of it', after: [worker] },
    { verb: 'queue drop', task: 'extra' },
    { verb: 'worker add', id: 'late', task: 'More of it', depends_on: [worker] },
    { verb: 'worker remove', worker: anybody },
    { verb: 'spawn', worker: anybody, task: 'A part of it' },
    { verb: 'spawn', worker, task: 'A part of it' },
    { verb: 'wait', worker: anybody, tasks: [] },
  ]
  const command = commands[chance(commands.length)]
  if (command !== undefined) order(world, command)
}

function agentActs(world: World): void {
  const { chance } = world
  const workers = living(world)
  const worker = workers[workers.length === 0 ? 0 : chance(workers.length)]
  if (worker === undefined) return
  const turn = (['busy', 'idle', 'idle', 'waiting'] as const)[chance(4)] ?? 'idle'
  switch (chance(14)) {
    case 12:
      happen(world, troubleOf(worker, chance(3)))
      break
    case 13:
      happen(world, countOf(worker, chance(9)))
      break
    case 0:
    case 1:
    case 2:
      happen(world, readyOf(worker))
      break
    case 3:
    case 4:
    case 5:
      happen(world, turnOf(worker, turn))
      break
    case 6:
      agentExits(world, worker)
      break
    case 7:
      happen(world, observed(worker, `head-${chance(3)}`))
      break
    case 8:
      happen(world, dialogOf(worker, chance(2) === 0 ? null : ['Enter']))
      break
    default:
      happen(world, reportOf(worker, (['ack', 'done', 'progress', 'blocked', 'note', 'refuse', 'fact'] as const)[chance(7)] ?? 'note'))
  }
  settle(world)
}

/** An agent ends, which is reported at once. Its last signals come later, or never. */
function agentExits(world: World, worker: WorkerState): void {
  const { chance, now } = world
  const { id, incarnation } = worker
  const readBy = chance(2) === 0 ? {} : { readBy: now + 150 }
  happen(world, { ...exitOf(worker, chance(3)), how: chance(6) === 0 ? 'session-closed' : 'exited', ...readBy })
  if (chance(3) === 0) return
  if (chance(2) === 0) settle(world)
  const how = chance(4) === 0 ? { how: 'session-closed' as const } : {}
  happen(world, { kind: 'agent.exit_read', worker: id, incarnation, lastScreen: 'the last words', ...how })
}

function readyOf({ id, incarnation }: WorkerState): Event {
  return { kind: 'agent.ready', worker: id, incarnation, evidence: 'hook', strength: 'exact' }
}

function exitOf({ id, incarnation }: WorkerState, status: number): Extract<Event, { kind: 'agent.exited' }> {
  return { kind: 'agent.exited', worker: id, incarnation, how: 'exited', status, signal: null, lastScreen: '' }
}

function reportOf({ id }: WorkerState, kind: Report['kind']): Event {
  return { kind: 'report.received', worker: id, report: aReport(kind) }
}

function troubleOf({ id, incarnation }: WorkerState, number: number): Event {
  return { kind: 'agent.trouble', worker: id, incarnation, text: `Error: port ${number} is in use`, inTurn: true }
}

function countOf({ id }: WorkerState, done: number): Event {
  return { kind: 'report.received', worker: id, report: aReport('progress', { text: 'going well', done, total: 9 }) }
}

function dialogOf({ id, incarnation }: WorkerState, keys: readonly string[] | null): Event {
  return { kind: 'agent.dialog', worker: id, incarnation, text: 'Trust?', keys }
}

function turnOf({ id, incarnation }: WorkerState, turn: 'busy' | 'idle' | 'waiting'): Event {
  const waitingFor = turn === 'waiting' ? 'permission' : null
  return { kind: 'agent.turn', worker: id, incarnation, turn, waitingFor, evidence: 'hook', strength: 'exact', text: null }
}
