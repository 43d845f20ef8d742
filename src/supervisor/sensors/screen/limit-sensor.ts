import type { Event } from '../../../core/events/event.ts'
import type { MessageId, WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { type Banner, findBanner } from '../../../core/policy/limits/find-banner.ts'
import { readReset } from '../../../core/policy/limits/read-reset.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { withoutBlanks } from '../../../core/text/flat.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { planLooks, readPaneText } from './pane-looks.ts'

const LOOK_AFTER_MS = 1_000
/**
 * A message counts after it has been on the screen, or gone from it, for this long. A message in passing output has scrolled away by then.
 */
const SAMPLES_APART_MS = 3_000
const TEXT_CHARS = 300
/** This many texts that czar sent are remembered for each worker. The program may show them, and their words must not count as a limit. */
const GIVEN_TEXTS = 4

interface Watched {
  readonly incarnation: number
  /**
   * How often the message was on the screen, by the last reading that counted. It is null if this czar process has not read the screen yet.
   */
  count: number | null
  /** Since when the screen has differed from what is recorded. */
  changedAt: number | null
}

/**
 * Finds messages about usage limits that a program shows only on its screen, by the patterns in the profile. Records when such a message
 * appears and disappears. Long: the inner functions share the earlier readings and the texts that were sent.
 */
export function createLimitSensor(context: SensorContext) {
  const { hands, state, observe } = context
  const watched = new Map<WorkerId, Watched>()
  const given = new Map<WorkerId, readonly MessageId[]>()
  const looks = planLooks(context, look)

  function onOutput(worker: WorkerState): void {
    const { id, agent } = worker
    if (agent === null || agent.exit !== null || rulesOf(worker).length === 0) return
    looks.by({ worker: id, incarnation: agent.incarnation }, hands.clock.now() + LOOK_AFTER_MS)
  }

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'message.submitted')
        given.set(event.worker, [...(given.get(event.worker) ?? []), event.message].slice(-GIVEN_TEXTS))
      const worker = event.kind === 'agent.started' ? own(state().workers, event.worker) : undefined
      if (worker?.agent == null) continue
      // The screen of a new agent is empty, so it shows no old messages.
      watchedOf(worker.id, worker.agent, 0)
      onOutput(worker)
    }
  }

  function rulesOf({ config }: WorkerState) {
    return hands.project.agents[config.agent]?.limits ?? []
  }

  function watchedOf(id: WorkerId, { incarnation }: AgentState, count: number | null): Watched {
    const known = watched.get(id)
    if (known?.incarnation === incarnation) return known
    const fresh = { incarnation, count, changedAt: null }
    watched.set(id, fresh)
    return fresh
  }

  async function look(worker: WorkerState, agent: AgentState): Promise<void> {
    const screen = await readPaneText(context, { worker: worker.id, incarnation: agent.incarnation })
    if (screen === null) return
    const found = findBanner(rulesOf(worker), screen)
    compare(worker, watchedOf(worker.id, agent, null), found !== null && isGiven(worker, found.text) ? null : found)
  }

  function compare(worker: WorkerState, seen: Watched, banner: Banner | null): void {
    const count = banner?.count ?? 0
    seen.count ??= wasTold(state(), worker, banner) ? count : 0
    const isNews = count > seen.count || (count === 0 && (seen.count > 0 || isShown(state(), worker)))
    if (!isNews) {
      seen.count = count
      seen.changedAt = null
      return
    }
    const now = hands.clock.now()
    seen.changedAt ??= now
    const tellAt = seen.changedAt + SAMPLES_APART_MS
    if (now < tellAt) return looks.by({ worker: worker.id, incarnation: seen.incarnation }, tellAt)
    const said = seen.changedAt
    seen.count = count
    seen.changedAt = null
    if (banner !== null) tell(worker, seen, { banner, said })
    else if (isShown(state(), worker)) observe({ kind: 'agent.limit_gone', ...about(worker, seen) })
  }

  function tell(worker: WorkerState, seen: Watched, { banner, said }: { banner: Banner; said: number }): void {
    const account = own(state().accounts, worker.config.account)
    // Czar already knows that the worker waits for this limit.
    if (account?.releasedAt === null && account.cutOff.includes(worker.id)) return
    const { limit, reset } = banner
    const text = textOf(banner)
    const resetAt = readReset(reset === null ? text : `resets ${reset}`, { now: said, zone: hands.clock.zone() })
    const reading = { limit, text, said, strength: 'inferred', evidence: 'its screen' } as const
    observe({ kind: 'agent.limited', ...about(worker, seen), resetAt, ...reading })
  }

  /** Whether the words are a line of a text that czar sent to the program. */
  function isGiven(worker: WorkerState, text: string): boolean {
    const brief = own(state().assignments, worker.assignment ?? '')?.brief ?? null
    const ids = [...(brief === null ? [] : [brief]), ...(given.get(worker.id) ?? [])]
    const line = withoutBlanks(text.replace(PROMPT_MARK, ''))
    return ids.some(id => withoutBlanks(hands.texts.kept({ id }) ?? '').includes(line))
  }

  return {
    onOutput,
    onEvents,
    /** Reads all screens once. If a screen changed while no czar ran, there may be no new output that would lead to a reading. */
    begin() {
      for (const worker of Object.values(state().workers)) onOutput(worker)
    },
    close: looks.close,
  } satisfies Sensor
}

/** The characters of boxes, which are removed from the words of a message. */
const FRAME = /[\u2500-\u257f]/g
const PROMPT_MARK = /^[\s│┃|>❯›»]+/u

function about({ id, config }: WorkerState, { incarnation }: Watched) {
  return { worker: id, incarnation, account: config.account }
}

/** Whether the worker's account waits because of a limit that its screen shows. */
function isShown({ accounts }: State, { id, config }: WorkerState): boolean {
  const account = own(accounts, config.account)
  return account?.releasedAt === null && account.shownBy.includes(id)
}

/** Whether the message that is on the screen now was already recorded before czar was restarted. */
function wasTold(state: State, worker: WorkerState, banner: Banner | null): boolean {
  return banner !== null && (isShown(state, worker) || worker.limitTold?.text === textOf(banner))
}

function textOf({ text }: Banner): string {
  return plainText(text.replace(FRAME, ' ').replace(/\s+/g, ' ').trim(), TEXT_CHARS)
}
