import type { Event } from '../../../core/events/event.ts'
import type { MessageId, WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { isUnderWay } from '../../../core/policy/engine/policy-context.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { wordsAlone } from '../../../core/text/flat.ts'
import { personAtWork } from '../../delivery/person.ts'
import type { Hands } from '../../hands.ts'
import { readPane } from '../../read-pane.ts'
import { judgeGlance } from './judge-glance.ts'
import { footOf, mayAsk } from './question-on.ts'

export interface ScreenSensor {
  /** Takes a ready signal; true: it is withheld until the screen shows the same. */
  readonly mustShow: (event: Event) => boolean
  /** Looks when the screen has come to rest after new output. */
  readonly onOutput: (worker: WorkerState) => void
  /** Takes journalled events, and looks at what an agent drew before its start was journalled. */
  readonly onEvents: (events: readonly Event[]) => void
  /** Looks at every screen: one that came to rest without a czar gives no output now. */
  readonly lookAtAll: () => void
  readonly close: () => void
}

/** The screen is read after standing still for QUIET_MS; a program that never rests is read every LATEST_MS. */
const QUIET_MS = 250
const LATEST_MS = 1_000
/** A screen with a foot that stands still this long without a known meaning waits for a person. */
const UNKNOWN_AFTER_MS = 3_500
/** The part of that time spent looking at the agent's children, for a screen that does not look like a question. */
const CHILDREN_MS = 1_000
/** A person who pressed a key this recently is looking at something they opened. */
const PERSON_MS = 30_000

/** After these the same screen may mean something else: the prompt that took a text identifies foreign ones. */
const CHANGES_VIEW: ReadonlySet<Event['kind']> = new Set(['agent.started', 'agent.limited', 'message.submitted'])

/**
 * Reads the composited screen where there is no exact signal: start-up dialogs, programs that only show ready and busy, and
 * every screen that rests without a prompt.
 */
export function createScreenSensor(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): ScreenSensor {
  const glances = new Map<WorkerId, { cancel: () => void; firstAt: number }>()
  const feet = new Map<WorkerId, { readonly incarnation: number; readonly foot: string; readonly since: number }>()
  const outputAt = new Map<WorkerId, number>()
  const signalled = new Map<WorkerId, Extract<Event, { kind: 'agent.ready' }>>()
  const given = new Map<WorkerId, MessageId>()
  let isClosed = false

  function mustShow(event: Event): boolean {
    if (event.kind !== 'agent.ready') return false
    const worker = state().workers[event.worker]
    if (worker === undefined || (hands.project.agents[worker.config.agent]?.ready ?? null) === null) return false
    signalled.set(event.worker, event)
    look(worker)
    return true
  }

  function onOutput(worker: WorkerState): void {
    outputAt.set(worker.id, hands.clock.now())
    look(worker)
  }

  function look({ id, agent, config }: WorkerState): void {
    if (isClosed || agent === null || agent.exit !== null || hands.project.agents[config.agent] === undefined) return
    const now = hands.clock.now()
    const before = glances.get(id)
    const firstAt = before?.firstAt ?? now
    before?.cancel()
    const worker = state().workers[id]
    const isClose = worker !== undefined && needsScreen(hands, state(), worker)
    // For a program that signals its turns, only a screen at rest says more.
    const at = isClose ? Math.min(now + QUIET_MS, firstAt + LATEST_MS) : now + UNKNOWN_AFTER_MS
    glances.set(id, { firstAt, cancel: hands.clock.at(at, () => void glance(id)) })
  }

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'message.pasted' || event.kind === 'message.submitted') given.set(event.worker, event.message)
      const worker = CHANGES_VIEW.has(event.kind) && 'worker' in event ? state().workers[event.worker as WorkerId] : undefined
      if (worker !== undefined) look(worker)
    }
  }

  async function glance(id: WorkerId): Promise<void> {
    glances.delete(id)
    const worker = state().workers[id]
    const agent = worker?.agent ?? null
    if (worker === undefined || agent === null || agent.exit !== null || isBeingEnded(id)) return
    const profile = hands.project.agents[worker.config.agent]
    if (profile === undefined) return
    let isUnknown = true
    try {
      const [pane, facts] = await Promise.all([hands.terminal.screen(agent.pane), hands.terminal.facts(agent.pane)])
      const { text: screen } = pane
      const reading = readPane({ agents: hands.agents, profile, first: agent.prompt }, pane, facts)
      isUnknown = agent.readyAt === null || reading.composer === 'unknown' || reading.question !== null
      const event = judgeGlance({
        ...{ worker, agent, profile, reading, screen, signalled: signalled.get(id) },
        isAtRest: () => isAtRest(worker.id, agent, screen),
        isYoung: hands.clock.now() < agent.startedAt + profile.startWithinMs,
        isPersons: personAtWork(facts, PERSON_MS) !== null,
        isOwnText: isOf(given.get(id)),
      })
      // The screen of an ending program is no question.
      if (isBeingEnded(id)) return
      if (event !== null && !(isLost(event, agent) && !mayAsk(screen) && (await isChildAtWork(worker.id, agent)))) observe(event)
    } catch (error) {
      // The pane may go between the output and the look; its end comes as a signal of its own.
      hands.log.info({ error: String(error), worker: id }, 'screen could not be read')
    }
    if (isUnknown) watchForUnknown(id, agent)
  }

  function isBeingEnded(id: WorkerId): boolean {
    return isUnderWay(state(), id, 'end_agent')
  }

  /** Whether a child works: a build may print nothing for long, and the program waits still. New output meanwhile counts as work. */
  async function isChildAtWork(id: WorkerId, { pid, pidStart }: AgentState): Promise<boolean> {
    const before = outputAt.get(id)
    const isBusy = await hands.terminal.childrenBusy({ pid, born: pidStart }).catch(() => null)
    return isBusy === true || outputAt.get(id) !== before
  }

  /** Reads the text lazily, and once for all words. */
  function isOf(message: MessageId | undefined): (words: string) => boolean {
    let text: string | null = null
    return words => {
      text ??= message === undefined ? '' : wordsAlone(hands.texts.kept({ id: message }) ?? '')
      return text.includes(wordsAlone(words))
    }
  }

  /** Only the foot must stand still: a moving picture above a dialog, or a late notice, must not hide it. */
  function isAtRest(worker: WorkerId, agent: AgentState, screen: string): boolean {
    const now = hands.clock.now()
    const foot = footOf(screen)
    const afterMs = agent.readyAt === null || mayAsk(screen) ? UNKNOWN_AFTER_MS : UNKNOWN_AFTER_MS - CHILDREN_MS
    const seen = feet.get(worker)
    if (seen?.incarnation === agent.incarnation && seen.foot === foot) return now - seen.since >= afterMs
    // Nothing was drawn since the last output, so the foot has stood still since then.
    const since = Math.min(now, Math.max(outputAt.get(worker) ?? now, agent.startedAt))
    feet.set(worker, { incarnation: agent.incarnation, foot, since })
    return now - since >= afterMs
  }

  /** A still screen gives no output to wake the sensor, so look again when it would count as unknown. */
  function watchForUnknown(id: WorkerId, agent: AgentState): void {
    const seen = feet.get(id)
    if (isClosed || glances.has(id)) return
    const now = hands.clock.now()
    const since = seen?.incarnation === agent.incarnation ? seen.since : now
    const at = [since + UNKNOWN_AFTER_MS - CHILDREN_MS, since + UNKNOWN_AFTER_MS].find(dueAt => dueAt > now) ?? now + UNKNOWN_AFTER_MS
    glances.set(id, { firstAt: now, cancel: hands.clock.at(at, () => void glance(id)) })
  }

  return {
    mustShow,
    onOutput,
    onEvents,
    lookAtAll() {
      for (const worker of Object.values(state().workers)) look(worker)
    },
    close() {
      isClosed = true
      for (const { cancel } of glances.values()) cancel()
      glances.clear()
    },
  }
}

/** Whether the event tells of a started agent that rests on a screen without a prompt. */
function isLost(event: Event, { readyAt }: AgentState): boolean {
  return event.kind === 'agent.dialog' && event.keys === null && event.asks === undefined && readyAt !== null
}

/** Every program may show a dialog until it is ready; later only those without exact signals are read at each output. */
function needsScreen(hands: Hands, state: State, worker: WorkerState): boolean {
  const { agent } = worker
  const profile = hands.project.agents[worker.config.agent]
  if (profile === undefined || agent === null) return false
  // A program may ask what to do about the limit it met.
  if (own(state.accounts, worker.config.account)?.releasedAt === null) return true
  return (
    agent.readyAt === null ||
    profile.kind === 'command' ||
    profile.busy !== null ||
    (agent.dialog !== null && agent.dialog.answeredAt === null)
  )
}
