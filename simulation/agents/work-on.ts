import type { TaskId } from '../../src/core/model/ids.ts'
import { gatherParts, splitTask } from '../fleets/children.ts'
import { owedBy, shownFault } from '../fleets/stages.ts'
import { isRepeated } from '../repository/write-work.ts'
import type { Activity, Life, Work, World } from '../world.ts'
import { busyFor, commit } from './busy.ts'
import { meetHurdle } from './meet-hurdle.ts'
import { mendTree } from './merge-train.ts'
import { peerArea, taskOf, thinksItIsDone, voiceOf, workOf } from './mind.ts'
import { report, showGit, tellUsage } from './tell.ts'
import { meetLimit, TROUBLES_PLAYED } from './troubles.ts'

const MINUTE_MS = 60_000

/** The agent works until it believes that the task is done, and then claims it. It ends early when something gets in the way. */
export function* workOn(life: Life): Activity {
  const { worker, agent } = life
  const { mind } = agent
  while (!thinksItIsDone(life)) {
    if (isTroubleDue(life)) {
      const goesOn = yield* TROUBLES_PLAYED[mind.trouble](life)
      if (!goesOn) return
    }
    if (isHurdleDue(life)) {
      const goesOn = yield* meetHurdle(life)
      if (!goesOn) return
    }
    yield* splitTask(life)
    if (life.world.now < life.world.limit.until) return meetLimit(life)
    yield* step(life)
    if (worker.random.chance(life.world.conduct.stopsAfterStep)) {
      mind.condition = 'stopped'
      return
    }
  }
  if (mind.task !== null && !mind.hasClaimed && (yield* gatherParts(life))) yield* claim(life)
}

function isTroubleDue({ worker, agent }: Life): boolean {
  const { mind } = agent
  if (mind.trouble === 'none' || mind.task === null) return false
  const { right, wrong } = workOf(worker, mind.task)
  return mind.trouble === 'claims_nothing' || right + wrong >= mind.troubleAtStep
}

function isHurdleDue({ worker, agent }: Life): boolean {
  const { mind } = agent
  if (worker.hurdles.length === 0 || mind.task === null) return false
  const { right, wrong } = workOf(worker, mind.task)
  return right + wrong >= mind.hurdleAtStep
}

/** The agent edits files and commits them. */
function* step(life: Life): Activity {
  const { world, worker, agent } = life
  const { mind } = agent
  const ms = worker.random.around(world.conduct.minutesOfStep * MINUTE_MS * worker.behaviour.pace, 0.5)
  yield* think(life)
  yield* busyFor(life, ms * 0.6)
  if (mind.task === null || worker.tree === null) return
  const work = workOf(worker, mind.task)
  edit(life, work)
  showGit(life)
  yield* busyFor(life, ms * 0.4)
  if (worker.random.chance(world.conduct.faultInStep * (worker.behaviour.faults ?? 1))) {
    if (worker.random.chance(world.conduct.gatesBlind)) work.blindFaults++
    else work.faults++
  }
  commit(life)
  if (mind.misreads === 'peer') world.tally.duplicatedMs += ms
  else if (isRepeated(world, mind.task, work)) world.tally.repeatedMs += ms
  if (worker.random.chance(worker.behaviour.reports)) reportProgress(life)
  fillContext(life)
}

/** The agent thinks in silence: it prints nothing and runs no programs. This happens with every agent program. */
function* think({ world, worker }: Life): Activity {
  const { thinks, thinksLong, thinkMinutes, longThinkMinutes } = world.conduct
  if (!worker.random.chance(thinks)) return
  const ms = (worker.random.chance(thinksLong) ? longThinkMinutes : thinkMinutes) * MINUTE_MS
  world.tally.workedMs += ms
  yield ms
}

function edit({ world, worker, agent }: Life, work: Work): void {
  const { mind } = agent
  const { tree } = worker
  const area = taskOf(world, mind.task)?.topic.area ?? worker.id
  if (tree === null) return
  const isElsewhere = mind.misreads === 'peer' || mind.misreads === 'wrong_thing' || mind.misreads === 'unseen'
  if (isElsewhere) work.wrong++
  else work.right++
  if (mind.misreads === 'peer') work.isOfPeer = true
  const number = work.right + work.wrong
  const isAtPeers = mind.misreads === 'peer' && !mind.isInOwnPaths
  const own = owedBy(world, mind.task) ?? `src/${area}/part-${number}.ts`
  const path = isAtPeers ? `src/${peerArea(world, worker.id)}/part-${number}.ts` : own
  const stray = mind.misreads === 'outside' && worker.random.chance(0.5) ? `src/shared/part-${number}.ts` : null
  if (mind.misreads === 'branch') tree.branch = `fix/${area}`
  for (const file of [path, stray, ...(isElsewhere ? [] : sharedPathsOf(world, mind.task, work))]) {
    if (file === null) continue
    tree.files.add(file)
    work.files.add(file)
  }
  for (const file of [isAtPeers ? path : null, stray]) if (file !== null) work.outside.add(file)
  tree.dirty = stray === null ? 1 : 2
  tree.content = `${worker.id}-${tree.commits}-${number}-${tree.files.size}`
}

/** The files of this step that another task's step changes too. */
function sharedPathsOf({ plan }: World, task: TaskId | null, { right, keptAway }: Work): readonly string[] {
  return plan.meetings.flatMap(({ id, kind, at, path }) =>
    task !== null && at[task] === right && (kind === 'conflict' || kind === 'addition') && !keptAway.has(id) ? [path] : [],
  )
}

export function reportProgress(life: Life): void {
  const { world, worker, agent } = life
  const plan = taskOf(world, agent.mind.task)
  if (agent.mind.task === null || plan === null) return
  const { right, wrong } = workOf(worker, agent.mind.task)
  report(life, { kind: 'progress', text: agent.mind.voice.subject(), done: right + wrong, total: plan.steps })
}

/** Fills the agent's context. When the context is compacted, the agent may forget its task. */
function fillContext(life: Life): void {
  const { world, worker, agent } = life
  const { mind } = agent
  mind.context += worker.random.between(0.01, 0.04)
  mind.tokens += Math.round(mind.context * 1_000_000)
  tellUsage(life)
  if (mind.context < 0.95) return
  mind.context = 0.4
  if (mind.misreads !== null || !worker.random.chance(world.conduct.lostByCompaction)) return
  mind.misreads = 'wrong_thing'
  if (mind.task !== null) mind.voice = voiceOf(world, worker, { task: mind.task, misreads: 'wrong_thing' })
}

/** The agent runs the accept commands, repairs what they find, and claims that the task is done. */
function* claim(life: Life): Activity {
  const { world, worker, agent } = life
  yield* busyFor(life, world.conduct.minutesOfGate * MINUTE_MS)
  if (agent.mind.task === null) return
  const work = workOf(worker, agent.mind.task)
  const find = (faults: number) => Array.from({ length: faults }).filter(() => worker.random.chance(world.conduct.findsOwnFault)).length
  const [found, foundBlind] = [find(work.faults), find(work.blindFaults)]
  if (found + foundBlind > 0) {
    yield* busyFor(life, (found + foundBlind) * 0.5 * world.conduct.minutesOfStep * MINUTE_MS)
    work.faults -= found
    work.blindFaults -= foundBlind
    commit(life)
  }
  yield* mendTree(life, '')
  agent.mind.hasClaimed = true
  report(life, { kind: 'done', text: 'built, and the accept commands pass', ...shownFault(life) })
}
