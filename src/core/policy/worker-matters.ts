import type { WaitingFor } from '../model/agent-event.ts'
import { isParked } from '../model/is-parked.ts'
import type { State } from '../model/state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import { judgeAcknowledgement } from './acknowledgement.ts'
import { DIALOG_TRIES } from './agent.ts'
import type { Desk } from './desk.ts'
import { isUnderWay } from './desk.ts'
import { heldMessage } from './held.ts'
import { answerAwaitedSince, silentSince } from './patience.ts'
import { isHopeless } from './stale-messages.ts'
import { openAssignment } from './tasks.ts'
import { messagesFor } from './waiting-messages.ts'

/** One thing that a person has to see to, with the words for it. */
export interface Matter {
  readonly key: string
  readonly worker: WorkerState['id'] | null
  readonly text: string
  readonly hint: string | null
}

/** What only a person can settle about one worker. */
export function workerMatters(desk: Desk, worker: WorkerState): readonly Matter[] {
  const found: (Matter | null)[] = [
    closedSession(worker),
    question(worker),
    waitingAgent(worker),
    unknownDialog(worker),
    missingWorktree(worker),
    unsaid(desk.state, worker),
    // Who paused a worker knows that it is asked nothing and told nothing; a limit passes by itself.
    ...(isParked(desk.state, worker) ? [] : [frozen(desk, worker)]),
    ...(worker.paused || isParked(desk.state, worker) ? [] : [misunderstanding(desk, worker), noAnswer(desk, worker), held(desk, worker)]),
  ]
  return found.filter(matter => matter !== null)
}

function closedSession(worker: WorkerState): Matter | null {
  if (worker.stopped !== 'closed') return null
  return matter('closed', worker, `${worker.id}'s session was closed from outside; it was not started again`, `czar restart ${worker.id}`)
}

function question(worker: WorkerState): Matter | null {
  if (worker.question === null) return null
  return matter('question', worker, `${worker.id} is blocked: ${worker.question.text}`, `czar tell ${worker.id} "…"`)
}

const WAITED_FOR = { permission: 'a permission', answer: 'an answer', dialog: 'an answer in its dialog' } satisfies Record<
  WaitingFor,
  string
>

function waitingAgent(worker: WorkerState): Matter | null {
  const agent = alive(worker)
  if (agent === null || agent.turn !== 'waiting') return null
  const what = WAITED_FOR[agent.waitingFor ?? 'dialog']
  const hint = agent.waitingFor === 'answer' ? `czar tell ${worker.id} "…"` : `czar attach ${worker.id}`
  return matter(
    'waiting',
    worker,
    `${worker.id}'s agent waits for ${what}${agent.waitingText === null ? '' : `: ${agent.waitingText}`}`,
    hint,
  )
}

function unknownDialog(worker: WorkerState): Matter | null {
  const dialog = alive(worker)?.dialog ?? null
  if (dialog === null || dialog.answeredAt !== null || (dialog.keys !== null && dialog.seen <= DIALOG_TRIES)) return null
  const what = dialog.keys === null ? 'shows a screen that nobody knows' : 'shows the same dialog again and again'
  return matter('dialog', worker, `${worker.id}'s agent ${what}: ${dialog.text}`, `czar attach ${worker.id}`)
}

function missingWorktree(worker: WorkerState): Matter | null {
  if (worker.missing === null || worker.worktree === null) return null
  return matter(
    'worktree',
    worker,
    `${worker.id}'s worktree can not be read: ${worker.missing}; what was committed is on branch ${worker.worktree.branch}`,
    `czar restart ${worker.id}   makes it again from its branch`,
  )
}

/** Asked as often as the policy allows to restate its task, and still planning something else. */
function misunderstanding(desk: Desk, worker: WorkerState): Matter | null {
  const assignment = openAssignment(desk.state, worker)
  const task = assignment === null ? undefined : desk.state.tasks[assignment.task]
  if (assignment === null || task === undefined || alive(worker) === null) return null
  const { acknowledged, asked } = assignment
  const problem = judgeAcknowledgement(assignment, task)
  if (problem === null || acknowledged === null || asked.acknowledge < desk.policy.nudges) return null
  if (acknowledged.at <= asked.lastAt && !desk.isDue(answerAwaitedSince(worker, assignment) + desk.policy.ackWithinMs)) return null
  return matter(
    'confused',
    worker,
    `${worker.id} was asked ${asked.acknowledge} times to restate its task, and still: ${problem}`,
    `czar attach ${worker.id}`,
  )
}

/** A person's words of which nobody can tell whether they arrived. */
function unsaid(state: State, worker: WorkerState): Matter | null {
  const agent = alive(worker)
  if (agent === null || isUnderWay(state, worker.id, 'deliver')) return null
  const lost = messagesFor(state, worker.id).find(message => message.kind === 'tell' && isHopeless(state, message, agent.incarnation))
  if (lost === undefined) return null
  return matter(
    'unsaid',
    worker,
    `it is not known whether ${worker.id}'s agent got ${lost.id}: ${lost.facts['text'] ?? ''}`,
    `czar attach ${worker.id}`,
  )
}

/** The words stay the same whatever the person does there: it is one matter, said once. */
function held(desk: Desk, worker: WorkerState): Matter | null {
  const waiting = heldMessage(desk.state, worker)
  if (waiting === null || !desk.isDue(Math.max(waiting.held.since, worker.resumedAt) + desk.policy.ackWithinMs)) return null
  const text = `${waiting.kind} ${waiting.id} waits for ${worker.id}: somebody is at its pane, or left a draft in its composer`
  return matter('held', worker, text, `czar attach ${worker.id}`)
}

/** Asked as often as the policy allows, and still silent. */
function noAnswer(desk: Desk, worker: WorkerState): Matter | null {
  const assignment = openAssignment(desk.state, worker)
  const agent = alive(worker)
  if (assignment === null || agent === null || messagesFor(desk.state, worker.id).length > 0) return null
  const { asked } = assignment
  const askedAt = answerAwaitedSince(worker, assignment)
  if (assignment.state === 'delivered' && asked.acknowledge >= desk.policy.nudges && desk.isDue(askedAt + desk.policy.ackWithinMs)) {
    return matter(
      'silent',
      worker,
      `${worker.id} was asked ${asked.acknowledge} times to restate its task and did not`,
      `czar attach ${worker.id}`,
    )
  }
  const since = silentSince(worker, agent)
  const isOpen = assignment.state === 'delivered' || assignment.state === 'acknowledged' || assignment.state === 'rework'
  if (!isOpen || since === null || asked.silence < desk.policy.nudges) return null
  if (!desk.isDue(Math.max(since, askedAt) + desk.policy.idleAfterMs)) return null
  return matter('silent', worker, `${worker.id} was asked ${asked.silence} times for a report and gave none`, `czar attach ${worker.id}`)
}

/** A turn that runs, and nothing new anywhere: nothing is killed for age, a person may look. */
function frozen(desk: Desk, worker: WorkerState): Matter | null {
  const agent = alive(worker)
  if (agent === null || agent.turn !== 'busy') return null
  if (!desk.isDue(agent.noveltyAt + desk.policy.stuckAfterMs)) return null
  const minutes = Math.round(desk.policy.stuckAfterMs / 60_000)
  return matter(
    'stuck',
    worker,
    `${worker.id} works, but nothing new came in ${minutes} min: no output, commit or report`,
    `czar attach ${worker.id}`,
  )
}

function alive(worker: WorkerState) {
  return worker.agent !== null && worker.agent.exit === null && worker.stopped === null ? worker.agent : null
}

function matter(kind: string, worker: WorkerState, text: string, hint: string): Matter {
  return { key: `${kind}:${worker.id}`, worker: worker.id, text, hint }
}
