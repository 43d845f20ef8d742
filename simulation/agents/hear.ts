import type { AssignmentId, TaskId } from '../../src/core/model/ids.ts'
import { hearOfParts, mendParts } from '../fleets/children.ts'
import { hearStage, mendStage, mergeBefore, owedBy } from '../fleets/stages.ts'
import type { Activity, Life } from '../world.ts'
import { busyFor, commit } from './busy.ts'
import { keepAway } from './keep-away.ts'
import { mendTree, mergeNamed } from './merge-train.ts'
import { comeBackTo, peerArea, takeUp, taskOf, workOf } from './mind.ts'
import { review, WRONG_CASE } from './review.ts'
import { report, tellTurn } from './tell.ts'
import { meetLimit } from './troubles.ts'
import { noteTruth } from './truth.ts'
import { understand } from './understand.ts'
import { waitForOther } from './wait-for-other.ts'
import { reportProgress, workOn } from './work-on.ts'

/** A text as the agent finds it in its input line. */
export interface ReceivedText {
  readonly text: string
  readonly message: string
  readonly kind: string
  readonly assignment: string | null
}

const MINUTE_MS = 60_000

/** The agent reads a text and acts on it. */
export function hear(life: Life, received: ReceivedText): void {
  life.agent.heard.push(received.message)
  play(life, turnOn(life, received))
}

/** Runs the given work in simulated time, as long as the agent lives and begins no other work. */
function play(life: Life, part: Activity): void {
  const { world, worker, agent } = life
  const turn = ++agent.turns
  function goOn(): void {
    if (worker.agent !== agent || agent.turns !== turn) return
    const { done, value } = part.next()
    noteTruth(world, worker)
    if (done !== true) return world.calendar.enter(world.now + value, goOn)
    const next = agent.typed.shift()
    if (next !== undefined) hear(life, next)
  }
  goOn()
}

function* turnOn(life: Life, received: ReceivedText): Activity {
  const { world, worker, agent } = life
  const { mind } = agent
  tellTurn(life, 'busy')
  yield worker.random.around(0.3 * MINUTE_MS, 0.4)
  if (world.now < world.limit.until) {
    meetLimit(life)
    return tellTurn(life, 'idle')
  }
  const task = received.assignment === null ? null : (received.assignment.split('.')[0] as TaskId)
  if (received.kind === 'review') {
    yield* review(life, received)
    return tellTurn(life, 'idle')
  }
  if (received.kind === 'rework' && task !== null) {
    comeBackTo(life, task)
    mind.assignment = received.assignment as AssignmentId
  }
  if (received.kind === 'brief' && task !== null) {
    takeUp(life, task)
    mind.assignment = received.assignment as AssignmentId
    // Czar sends a worker its task again only after the check of the claim. So the check is over.
    mind.hasClaimed = false
    yield* readOn(life, task)
  }
  if (INTERRUPTIONS.includes(received.kind) && !(yield* comeBack(life))) return tellTurn(life, 'idle')
  if (received.kind === 'notice') {
    yield* waitForOther(life, received.text)
    if (mind.condition !== 'told_to_wait') yield* keepAway(life, received.text)
  }
  yield* hearOfParts(life)
  yield* understand(life, received)
  yield* answer(life, received)
  if (goesOn(life, received)) yield* workOn(life)
  if (worker.agent === agent) tellTurn(life, 'idle')
}

/** Kinds of texts that interrupt an agent's work. */
const INTERRUPTIONS: readonly string[] = ['nudge', 'restate', 'handoff', 'notice', 'letter']

/** A question takes time and context. Sometimes a working agent then forgets what it was doing and stops. */
function* comeBack(life: Life): Generator<number, boolean, void> {
  const { world, worker, agent } = life
  const { mind } = agent
  const { minutesOfAnswer, contextOfAnswer, questionDerails } = world.conduct
  mind.context += contextOfAnswer
  if (mind.task === null || mind.hasClaimed || !mind.hasAcknowledged) return true
  yield worker.random.around(minutesOfAnswer * MINUTE_MS, 0.4)
  if (mind.condition !== 'fine' || !worker.random.chance(questionDerails)) return true
  mind.condition = 'stopped'
  return false
}

/** An agent that takes over unfinished work reads the work first. Sometimes the agent does not trust the work and repeats it. */
function* readOn({ world, worker, agent }: Life, task: TaskId): Activity {
  const work = workOf(worker, task)
  const { minutesOfReading, restartLosesWork } = world.conduct
  if (agent.mind.hasRead || work.right + work.wrong === 0) return
  agent.mind.hasRead = true
  yield worker.random.around(minutesOfReading * MINUTE_MS, 0.4)
  if (worker.random.chance(restartLosesWork)) work.right = Math.max(0, work.right - Math.round(worker.random.between(1, 2)))
}

function* answer(life: Life, { kind, text }: ReceivedText): Activity {
  const { worker, agent } = life
  const { mind } = agent
  if ((kind === 'brief' && !mind.hasClaimed) || kind === 'restate') {
    if (worker.random.chance(worker.behaviour.acknowledges)) yield* acknowledge(life)
  }
  if (kind === 'brief') yield* mergeNamed(life, text)
  if (kind === 'brief') yield* mergeBefore(life)
  if (kind === 'rework') yield* mend(life, text)
  if (kind === 'handoff') return report(life, { kind: 'handoff', text: 'the next step is in the task' })
  if (kind !== 'brief' && kind !== 'restate' && mind.task !== null && !mind.hasClaimed) reportProgress(life)
}

function* acknowledge(life: Life): Activity {
  const { world, worker, agent } = life
  const { mind } = agent
  yield worker.random.around(world.conduct.minutesOfAcknowledgement * MINUTE_MS, 0.5)
  const plan = taskOf(world, mind.task)
  if (plan === null) return
  const elsewhere = pathElsewhere(life)
  const planned = elsewhere !== null && worker.random.chance(world.conduct.planShowsMisreading) ? [elsewhere] : []
  mind.hasAcknowledged = true
  report(life, {
    kind: 'ack',
    text: mind.voice.restatement,
    plan: [owedBy(world, mind.task) ?? `src/${plan.topic.area}/part-1.ts`, ...planned],
  })
}

function pathElsewhere({ world, worker, agent }: Life): string | null {
  const { misreads, isInOwnPaths } = agent.mind
  if (misreads === 'outside') return 'src/shared/part-1.ts'
  return misreads === 'peer' && !isInOwnPaths ? `src/${peerArea(world, worker.id)}/part-1.ts` : null
}

/** The agent looks for the fault that the check found. If it misread the task, it does not see the fault. */
function* mend(life: Life, text: string): Activity {
  const { world, worker, agent } = life
  const { mind } = agent
  mind.hasClaimed = false
  mind.condition = 'fine'
  if (mind.task === null) return
  const work = workOf(worker, mind.task)
  yield* mergeNamed(life, text)
  yield* mendParts(life, text)
  yield* mendStage(life)
  yield* mendTree(life, text)
  hearReview(life, work, text)
  hearStage(life, work, text)
  const mended = Array.from({ length: work.faults }).filter(() => worker.random.chance(world.conduct.mendsFault)).length
  yield* busyFor(life, world.conduct.minutesOfStep * MINUTE_MS * (0.5 + 0.5 * mended))
  work.faults -= mended
  commit(life)
}

/** If the command of a finding is itself wrong, some agents break right work because of it. */
function hearReview({ world, worker }: Life, work: ReturnType<typeof workOf>, text: string): void {
  if (!text.includes('A reviewer found a fault')) return
  if (text.includes(WRONG_CASE)) work.blindFaults += worker.random.chance(world.conduct.wrongReviewMisleads) ? 1 : 0
  else if (worker.random.chance(world.conduct.mendsFault)) work.blindFaults = 0
}

/** Whether an agent that has stopped goes on when it gets the given text. */
function goesOn({ world, worker, agent }: Life, { kind, text }: ReceivedText): boolean {
  const { mind } = agent
  if (mind.hasClaimed || kind === 'handoff' || mind.condition === 'told_to_wait') return false
  if (mind.condition === 'stopped' && !worker.random.chance(world.obedience * world.conduct.goesOnWhenAsked)) return false
  if (mind.condition === 'asking' && kind !== 'tell' && !settlesAlone({ world, worker, agent }, text)) return false
  mind.condition = 'fine'
  return true
}

/**
 * An agent that is told to decide its own question mostly does so, and sometimes decides wrongly. Otherwise it asks again. Returns whether
 * it has decided.
 */
function settlesAlone(life: Life, text: string): boolean {
  const { world, worker, agent } = life
  const { mind } = agent
  const isTold = DECIDE.test(text)
  mind.isOnScreen = false
  if (!worker.random.chance(isTold ? world.conduct.settlesQuestion : world.conduct.goesOnWithoutAnswer)) {
    report(life, { kind: 'blocked', text: 'Which of the two formats is meant?' })
    return false
  }
  if (mind.task !== null && worker.random.chance(world.conduct.settlesWrongly)) workOf(worker, mind.task).blindFaults++
  return true
}

/** The words by which a text leaves a decision to the worker. */
const DECIDE = /decide it yourself|choose .*yourself|nobody .*answer/i
