import type { WaitingFor } from '../../events/agent-event.ts'
import { AGENT_TRAITS } from '../../model/agent-traits.ts'
import { HEALTH_MATTERS } from '../../model/health.ts'
import type { WorkerId } from '../../model/ids.ts'
import { hasLost } from '../../state/facts/attempts.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import { isReviewer } from '../../state/facts/is-reviewer.ts'
import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { shellWord } from '../../text/shell-word.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isUnderWay } from '../engine/policy-context.ts'
import { type HeldMessage, heldMessage, sayHold } from '../facts/held.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { failedSwitch } from '../facts/work/failed-switch.ts'
import { isHopeless } from '../facts/work/is-hopeless.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { DIALOG_TRIES } from '../fleet/agent.ts'
import { currentConcern } from '../ladder/climb.ts'
import type { Concern } from '../ladder/concern.ts'
import { concernedWorker } from '../ladder/concerned-worker.ts'
import { isSettledAlone } from '../ladder/hand-back-question.ts'
import { willBeReplaced } from '../ladder/replace-unanswered.ts'
import { sayTried } from '../ladder/say-tried.ts'

/** Makes the items about one worker that only a person can settle. */
export function workerMatters(context: PolicyContext, worker: WorkerState): readonly AttentionMatter[] {
  if (isReviewer(worker)) return reviewerMatters(context, worker)
  const found: (AttentionMatter | null)[] = [
    closedSession(worker),
    question(context, worker),
    ...(willBeReplaced(context, worker) ? [] : [waitingAgent(worker), unknownDialog(context, worker)]),
    wantedLogin(context, worker),
    missingWorktree(context.state, worker),
    stuckWorktree(context.state, worker),
    unsaid(context.state, worker),
    // A person who paused a worker knows that it gets no texts, and an account limit ends by itself. So neither a pause nor an account
    // limit needs an item.
    ...(worker.paused || isParked(context.state, worker) ? [] : [notGettingOn(context, worker), held(context, worker)]),
  ]
  return found.filter(matter => matter !== null)
}

/** A review that makes no progress ends by itself, so a person is called only if the reviewer's agent asks something. */
function reviewerMatters(context: PolicyContext, worker: WorkerState): readonly AttentionMatter[] {
  if (openAssignment(context.state, worker) === null) return []
  const found = [question(context, worker), waitingAgent(worker), unknownDialog(context, worker), wantedLogin(context, worker)]
  return found.filter(matter => matter !== null)
}

function closedSession(worker: WorkerState): AttentionMatter | null {
  if (worker.stopped !== 'closed') return null
  return matter('closed', worker, `${worker.id}'s session was closed from outside; it was not started again`, `czar restart ${worker.id}`)
}

function question(context: PolicyContext, worker: WorkerState): AttentionMatter | null {
  if (worker.question === null || isSettledAlone(context, worker) || willBeReplaced(context, worker)) return null
  return matter('question', worker, `${worker.id} is blocked: ${worker.question.text}`, `czar answer ${worker.id} "…"`)
}

const WAITED_FOR = { permission: 'a permission', answer: 'an answer', dialog: 'an answer in its dialog' } satisfies Record<
  WaitingFor,
  string
>

function waitingAgent(worker: WorkerState): AttentionMatter | null {
  const agent = alive(worker)
  // If the agent wants a login, the program shows that on its own screen.
  if (agent === null || agent.turn !== 'waiting' || wantsLogin(agent)) return null
  const what = WAITED_FOR[agent.waitingFor ?? 'dialog']
  return matter(
    'waiting',
    worker,
    `${worker.id}'s agent waits for ${what}${agent.waitingText === null ? '' : `: ${agent.waitingText}`}`,
    hintOf(worker.id, agent.waitingFor),
  )
}

/** Returns what the person can do. Only keys answer a dialog, and only a person who reads the dialog can tell which keys. */
function hintOf(worker: WorkerId, waitingFor: WaitingFor | null): string {
  if (waitingFor === 'permission') return `czar answer ${worker} yes`
  return waitingFor === 'answer' ? `czar answer ${worker} "…"` : `czar attach ${worker}`
}

function unknownDialog({ project }: PolicyContext, worker: WorkerState): AttentionMatter | null {
  const dialog = alive(worker)?.dialog ?? null
  if (dialog === null || dialog.answeredAt !== null || (dialog.keys !== null && dialog.seen <= DIALOG_TRIES)) return null
  if (dialog.asks === 'login') {
    return loginMatter(worker, dialog.text, `czar attach ${worker.id}   # log in there; it gets its task then`)
  }
  const what = dialog.keys === null ? 'rests on a screen without a prompt that czar knows' : 'shows the same dialog again and again'
  const profile = project.agents[worker.config.agent]
  const isUnread =
    profile !== undefined && !AGENT_TRAITS[profile.kind].hasKnownPrompt && profile.ready === null && alive(worker)?.readyAt === null
  const mend = isUnread ? `   # if that is its prompt: agents: ${profile.name}: ready: { screen: … } in ${project.file}` : ''
  return matter('dialog', worker, `${worker.id}'s agent ${what}: ${dialog.text}`, `czar attach ${worker.id}${mend}`)
}

function wantedLogin({ project }: PolicyContext, worker: WorkerState): AttentionMatter | null {
  const agent = alive(worker)
  if (agent === null || agent.login === null || !wantsLogin(agent)) return null
  // An API key in the environment has precedence over every login, and a running program keeps the key with which it started.
  const hint = /log ?in/i.test(agent.login.text)
    ? `czar attach ${worker.id}   # /login there; it goes on then`
    : `czar stop   # put the key right, then: czar launch ${shellWord(project.file)}`
  return loginMatter(worker, agent.login.text, hint)
}

function loginMatter(worker: WorkerState, asked: string, hint: string): AttentionMatter {
  return matter('dialog', worker, `${worker.id}'s agent asks for a login: ${asked}`, hint)
}

function missingWorktree({ tasks }: State, worker: WorkerState): AttentionMatter | null {
  if (worker.missing === null || worker.worktree === null) return null
  const task = tasks[worker.id]
  // The commits of an attempt that lost are kept, and no agent works there any more.
  if (task !== undefined && hasLost(task)) return null
  // Git's own message may tell how to repair the worktree, which loses less work than making a new one.
  const [why, own] = worker.missing.split('; next: ')
  return matter(
    'worktree',
    worker,
    `${worker.id}'s worktree cannot be read: ${why}; what was committed is on branch ${worker.worktree.branch}`,
    own ?? `czar restart ${worker.id}   # makes it again from its branch`,
  )
}

/** Git refuses to check out another branch in the worktree, so the worker can get no task that needs another branch. */
function stuckWorktree(state: State, worker: WorkerState): AttentionMatter | null {
  const failure = worker.worktree === null ? null : failedSwitch(state, worker)
  if (failure === null || worker.worktree === null) return null
  const [why, own] = failure.split('; next: ')
  const look = own ?? `git -C ${shellWord(worker.worktree.path)} status`
  const text = `${worker.id}'s worktree cannot be switched to the branch of its next task: ${why}`
  return matter('switch', worker, text, `${look}   # put it right, then: czar restart ${worker.id}`)
}

/** A person's text may not have reached the agent. */
function unsaid(state: State, worker: WorkerState): AttentionMatter | null {
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

/** The text of the item stays the same whatever the person does in the terminal, so that the item appears only once. */
function held(context: PolicyContext, worker: WorkerState): AttentionMatter | null {
  const waiting = heldMessage(context.state, worker)
  if (waiting === null) return null
  if (waiting.held.by === 'lines') return takesLines(context, worker, waiting)
  if (!context.isDue(Math.max(waiting.held.since, worker.resumedAt) + context.policy.ackWithinMs)) return null
  if (waiting.held.by === 'screen')
    return matter(
      'held',
      worker,
      `${waiting.kind} ${waiting.id} waits for ${worker.id}: ${sayHold(waiting.held)}`,
      `czar attach ${worker.id}`,
    )
  const text = `${waiting.kind} ${waiting.id} waits for ${worker.id}: a person is at its pane, or left a draft in its input field`
  return matter('held', worker, text, `czar attach ${worker.id}`)
}

/**
 * Whether the program takes each line as a text of its own, because bracketed paste is off. A program may turn it on late, so czar waits as
 * long as a start may take.
 */
function takesLines({ project, isDue }: PolicyContext, worker: WorkerState, { kind, id, held }: HeldMessage): AttentionMatter | null {
  const profile = project.agents[worker.config.agent]
  const since = Math.max(alive(worker)?.startedAt ?? 0, worker.resumedAt)
  if (profile === undefined || !isDue(since + profile.startWithinMs)) return null
  const mend = `agents: ${profile.name}: input: file   # or lines, in ${project.file}; then: czar stop && czar launch ${shellWord(project.file)}`
  return matter('held', worker, `${kind} ${id} is not given to ${worker.id}: ${sayHold(held)}`, mend)
}

/**
 * Czar has done all that it may do about a worker without progress, so a person is called. The item stays open until the worker makes real
 * progress or a person acts. If the worker only begins a new turn, or stops repeating itself for a while, the item neither goes away nor
 * comes again.
 */
function notGettingOn(context: PolicyContext, worker: WorkerState): AttentionMatter | null {
  const assignment = openAssignment(context.state, worker)
  const top = assignment?.ladder.current.findLast(climb => climb.rung === 'attention')
  if (assignment === null || top === undefined || worker.stopped !== null) return null
  // There is another item about the agent's question, and a person who types in the terminal can read the question there.
  if (worker.question !== null || heldMessage(context.state, worker) !== null) return null
  const found = top.about === 'progress' ? { key: keyOf(top.matter), finding: top.finding } : stillWrong(context, worker)
  if (found === null) return null
  const tried = sayTried(assignment.ladder.tried, context.state.tasks[assignment.task]?.earlier)
  return matter(found.key, worker, `${worker.id} makes no progress: ${found.finding}; ${tried}`, `czar attach ${worker.id}`)
}

/** Returns why the worker seems to misunderstand its task. One good report of the worker is enough to end this. */
function stillWrong(context: PolicyContext, worker: WorkerState): Pick<Concern, 'key' | 'finding'> | null {
  const concerned = concernedWorker(context, worker)
  const concern = concerned === null ? null : currentConcern(context, concerned)
  return concern === null || concern.matter === 'refusal' || !context.isDue(concern.dueAt) ? null : concern
}

function keyOf(matter: string): Concern['key'] {
  return HEALTH_MATTERS.stuck.some(known => known === matter) ? 'stuck' : 'silent'
}

function alive(worker: WorkerState) {
  return worker.agent !== null && worker.agent.exit === null && worker.stopped === null ? worker.agent : null
}

function matter(kind: string, worker: WorkerState, text: string, hint: string): AttentionMatter {
  return { key: `${kind}:${worker.id}`, worker: worker.id, text, hint }
}
