import type { Event } from '../../../core/events/event.ts'
import { AGENT_TRAITS } from '../../../core/model/agent-traits.ts'
import type { MessageId, WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { isUnderWay } from '../../../core/policy/engine/policy-context.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { wordsAlone } from '../../../core/text/flat.ts'
import { personAtWork } from '../../delivery/person.ts'
import type { Hands } from '../../hands.ts'
import { readPane } from '../../read-pane.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { type Glance, judgeGlance } from './judge-glance.ts'
import { type PaneContent, planLooks, readPaneContent } from './pane-looks.ts'
import { mayAsk } from './question-on.ts'
import { UNKNOWN_AFTER_MS, watchUnchangedLines } from './unchanged-lines.ts'

export interface ScreenSensor extends Sensor {
  /** Gets the program's signal that it is ready. Returns true if the event must wait until the screen shows the same. */
  readonly mustShow: (event: Event) => boolean
}

/** The screen is read after it has been unchanged for QUIET_MS. A screen that changes all the time is read every LATEST_MS. */
const QUIET_MS = 250
const LATEST_MS = 1_000
/** If a person pressed a key within this time, the screen may show something that the person opened. */
const PERSON_MS = 30_000

/**
 * Events after which an unchanged screen may mean something else. For example, after a prompt took a text, czar can tell other prompts
 * from it.
 */
const CHANGES_VIEW: ReadonlySet<Event['kind']> = new Set(['agent.started', 'agent.limited', 'message.submitted'])

/**
 * Reads the screen where the program gives no signal: dialogs at the start, programs that show only on the screen whether they are ready
 * or busy, and every screen that stays unchanged without a prompt. Long: the inner functions share what each agent drew, signalled and
 * got.
 */
export function createScreenSensor(context: SensorContext) {
  const { hands, state, observe } = context
  const looks = planLooks(context, glance)
  const unchanged = watchUnchangedLines()
  const drawnAt = new Map<WorkerId, number>()
  const signalled = new Map<WorkerId, Extract<Event, { kind: 'agent.ready' }>>()
  const given = new Map<WorkerId, MessageId>()

  function mustShow(event: Event): boolean {
    if (event.kind !== 'agent.ready') return false
    const worker = state().workers[event.worker]
    if (worker === undefined || (hands.project.agents[worker.config.agent]?.ready ?? null) === null) return false
    signalled.set(event.worker, event)
    lookSoon(worker)
    return true
  }

  function onOutput(worker: WorkerState): void {
    drawnAt.set(worker.id, hands.clock.now())
    lookSoon(worker)
  }

  function lookSoon(worker: WorkerState): void {
    const { id, agent, config } = worker
    if (agent === null || agent.exit !== null || hands.project.agents[config.agent] === undefined) return
    // The screen of a program that signals its turns says more than the signals only after it has stayed unchanged.
    const rest = needsScreen(hands, state(), worker)
      ? { restMs: QUIET_MS, latestMs: LATEST_MS }
      : { restMs: UNKNOWN_AFTER_MS, latestMs: Number.POSITIVE_INFINITY }
    looks.afterRest({ worker: id, incarnation: agent.incarnation }, rest)
  }

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'message.pasted' || event.kind === 'message.submitted') given.set(event.worker, event.message)
      const worker = CHANGES_VIEW.has(event.kind) && 'worker' in event ? state().workers[event.worker as WorkerId] : undefined
      if (worker !== undefined) lookSoon(worker)
    }
  }

  async function glance(worker: WorkerState, agent: AgentState): Promise<void> {
    const { id } = worker
    const start = { worker: id, incarnation: agent.incarnation }
    const profile = hands.project.agents[worker.config.agent]
    if (profile === undefined || isBeingEnded(id)) return
    const content = await readPaneContent(context, start)
    const reading =
      content === null ? null : readPane({ agents: hands.agents, profile, first: agent.prompt }, content.screen, content.facts)
    try {
      if (content !== null && reading !== null) await judge(content, { worker, agent, profile, reading })
    } finally {
      const isUnknown = reading === null || agent.readyAt === null || reading.composer === 'unknown' || reading.question !== null
      // A screen that does not change causes no output that would lead to a reading. So czar plans a reading for the time at which the
      // screen counts as unknown.
      if (isUnknown && !looks.isPlanned(id)) looks.by(start, unchanged.lookAgainAt(id, agent, hands.clock.now()))
    }
  }

  async function judge({ screen: { text: screen }, facts }: PaneContent, seen: Seen): Promise<void> {
    const { worker, agent, profile } = seen
    const { id } = worker
    const now = hands.clock.now()
    const event = judgeGlance({
      ...{ ...seen, screen, signalled: signalled.get(id) },
      isAtRest: () => unchanged.isAtRest(id, agent, { screen, now, drawnAt: drawnAt.get(id) }),
      isStarting: now < agent.startedAt + profile.startWithinMs,
      isPersonThere: personAtWork(facts, PERSON_MS) !== null,
      isOwnText: isOf(given.get(id)),
    })
    // A screen that a program shows while czar ends it is not a question.
    if (event === null || isBeingEnded(id)) return
    if (!(saysNoPrompt(event, agent) && !mayAsk(screen) && (await isChildAtWork(id, agent)))) observe(event)
  }

  function isBeingEnded(id: WorkerId): boolean {
    return isUnderWay(state(), id, 'end_agent')
  }

  /**
   * Whether a child process of the agent works. A build may print nothing for a long time while the program waits for it. New output of
   * the program during this test counts as work too.
   */
  async function isChildAtWork(id: WorkerId, { pid, pidStart }: AgentState): Promise<boolean> {
    const before = drawnAt.get(id)
    const isBusy = await hands.terminal.childrenBusy({ pid, born: pidStart }).catch(() => null)
    return isBusy === true || drawnAt.get(id) !== before
  }

  /** Returns a function that says whether words are from this message. It reads the message's text only when it is first called. */
  function isOf(message: MessageId | undefined): (words: string) => boolean {
    let text: string | null = null
    return words => {
      text ??= message === undefined ? '' : wordsAlone(hands.texts.kept({ id: message }) ?? '')
      return text.includes(wordsAlone(words))
    }
  }

  return {
    mustShow,
    onOutput,
    onEvents,
    /** Reads all screens once. If a screen stopped changing while no czar ran, there is no new output that would lead to a reading. */
    begin() {
      for (const worker of Object.values(state().workers)) lookSoon(worker)
    },
    close: looks.close,
  } satisfies ScreenSensor
}

type Seen = Pick<Glance, 'worker' | 'agent' | 'profile' | 'reading'>

/** Whether the event says that an agent, after its start, shows an unchanged screen without a prompt. */
function saysNoPrompt(event: Event, { readyAt }: AgentState): boolean {
  return event.kind === 'agent.dialog' && event.keys === null && event.asks === undefined && readyAt !== null
}

/**
 * Whether czar must search the screen for dialogs after each output. It must do so for every program until it is ready, and later only for
 * programs that do not signal their dialogs.
 */
function needsScreen(hands: Hands, state: State, worker: WorkerState): boolean {
  const { agent } = worker
  const profile = hands.project.agents[worker.config.agent]
  if (profile === undefined || agent === null) return false
  // When a program has reached a usage limit, it may ask on the screen what to do.
  if (own(state.accounts, worker.config.account)?.releasedAt === null) return true
  return (
    agent.readyAt === null ||
    !AGENT_TRAITS[profile.kind].saysTurns ||
    profile.busy !== null ||
    (agent.dialog !== null && agent.dialog.answeredAt === null)
  )
}
