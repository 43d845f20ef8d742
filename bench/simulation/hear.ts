import type { AssignmentId, TaskId } from '../../src/core/model/ids.ts'
import { CONDUCT } from './behaviours.ts'
import { takeUp, taskOf, topicOf, workOf } from './mind.ts'
import { report, tellTurn } from './tell.ts'
import { meetLimit } from './troubles.ts'
import { noteTruth } from './truth.ts'
import { understand } from './understand.ts'
import { busyFor, commit, peerArea, reportProgress, workOn } from './work-on.ts'
import type { Life, Part } from './world.ts'

/** A text as the agent finds it in its composer. */
export interface Letter {
  readonly text: string
  readonly message: string
  readonly kind: string
  readonly assignment: string | null
}

const MINUTE_MS = 60_000

/** The agent takes a text in and acts on it, in a turn of its own. */
export function hear(life: Life, letter: Letter): void {
  life.agent.heard.push(letter.message)
  play(life, turnOn(life, letter))
}

/** Plays a part in simulated time, for as long as the agent lives and does nothing else. */
function play(life: Life, part: Part): void {
  const { world, seat, agent } = life
  const turn = ++agent.turns
  function goOn(): void {
    if (seat.agent !== agent || agent.turns !== turn) return
    const { done, value } = part.next()
    noteTruth(world, seat)
    if (done !== true) world.calendar.enter(world.now + value, goOn)
  }
  goOn()
}

function* turnOn(life: Life, letter: Letter): Part {
  const { world, seat, agent } = life
  const { mind } = agent
  tellTurn(life, 'busy')
  yield seat.random.around(0.3 * MINUTE_MS, 0.4)
  if (world.now < world.limit.until) {
    meetLimit(life)
    return tellTurn(life, 'idle')
  }
  const task = letter.assignment === null ? null : (letter.assignment.split('.')[0] as TaskId)
  if (letter.kind === 'brief' && task !== null) {
    takeUp(life, task)
    mind.assignment = letter.assignment as AssignmentId
  }
  yield* understand(life, letter)
  yield* answer(life, letter)
  if (goesOn(life, letter)) yield* workOn(life)
  if (seat.agent === agent) tellTurn(life, 'idle')
}

function* answer(life: Life, { kind }: Letter): Part {
  const { seat, agent } = life
  const { mind } = agent
  if ((kind === 'brief' && !mind.hasClaimed) || kind === 'restate') {
    if (seat.random.chance(seat.behaviour.acknowledges)) yield* acknowledge(life)
  }
  if (kind === 'rework') yield* mend(life)
  if (kind === 'handoff') return report(life, { kind: 'handoff', text: 'the next step is in the task' })
  if (kind !== 'brief' && kind !== 'restate' && mind.task !== null && !mind.hasClaimed) reportProgress(life)
}

function* acknowledge(life: Life): Part {
  const { world, seat, agent } = life
  const { mind } = agent
  yield seat.random.around(CONDUCT.minutesOfAcknowledgement * MINUTE_MS, 0.5)
  const plan = taskOf(world, mind.task)
  const said = topicOf(life)
  if (plan === null || said === null) return
  const shown = { outside: 'src/shared/part-1.ts', peer: `src/${peerArea(world, seat.id)}/part-1.ts` }
  const isShown = (mind.misreads === 'outside' || mind.misreads === 'peer') && seat.random.chance(CONDUCT.planShowsMisreading)
  const planned = isShown && (mind.misreads === 'outside' || mind.misreads === 'peer') ? [shown[mind.misreads]] : []
  mind.hasAcknowledged = true
  report(life, {
    kind: 'ack',
    text: `${said.title}: ${said.criteria.join('; ')}. First the tests, then the code.`,
    plan: [`src/${plan.topic.area}/part-1.ts`, ...planned],
  })
}

/** Looks for what the check found; who misread the task does not see it. */
function* mend(life: Life): Part {
  const { seat, agent } = life
  const { mind } = agent
  mind.hasClaimed = false
  mind.condition = 'fine'
  if (mind.task === null) return
  const work = workOf(seat, mind.task)
  const mended = Array.from({ length: work.faults }).filter(() => seat.random.chance(CONDUCT.mendsFault)).length
  yield* busyFor(life, CONDUCT.minutesOfStep * MINUTE_MS * (0.5 + 0.5 * mended))
  work.faults -= mended
  commit(life, 'mended')
}

/** Who was stopped by something goes on, or stays where it is. */
function goesOn({ world, seat, agent }: Life, { kind }: Letter): boolean {
  const { mind } = agent
  if (mind.hasClaimed || kind === 'handoff') return false
  if (mind.condition === 'stopped' && !seat.random.chance(world.obedience * CONDUCT.goesOnWhenAsked)) return false
  if (mind.condition === 'asking' && kind !== 'tell' && !seat.random.chance(CONDUCT.goesOnWithoutAnswer)) return false
  mind.condition = 'fine'
  return true
}
