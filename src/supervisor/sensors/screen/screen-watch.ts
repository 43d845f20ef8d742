import type { WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { AgentState } from '../../../core/state/types/worker-state.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { ScreenView } from '../../../core/views/screen.ts'
import { willGetNoAgent } from '../../will-get-no-agent.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

/** The shortest pause between two pictures of a screen, so that there are at most five a second. */
const GAP_MS = 200
/** The longest line of a picture. It may be longer than a pane is wide, because some characters are written as several. */
const LINE_CHARS = 2_000

/** Gets pictures of a screen, or null when the session is gone and the worker will get no other one. */
export type ScreenListener = (screen: ScreenView | null) => void

/**
 * Calls `listener` soon with the worker's screen, and then after each change. The first call comes only after this function has returned.
 * The returned function ends the calls.
 */
export type WatchScreen = (worker: string, listener: ScreenListener) => () => void

interface Watched {
  readonly worker: WorkerId
  readonly listeners: Set<ScreenListener>
  last: ScreenView | null
  /** Names the agent whose screen was read last. The agent may have ended since. */
  seen: string
  isStale: boolean
  /** Whether a reading or the pause after it goes on. During this time no other reading starts. */
  isResting: boolean
  cancel: () => void
}

/**
 * Sends pictures of panes to listeners. A pane is read after output, only while it has listeners, and once for all of them. Long: the inner
 * functions share the watched panes.
 */
export function createScreenWatch({ hands, state }: Pick<SensorContext, 'hands' | 'state'>) {
  const open = new Map<string, Watched>()

  function watch(worker: string, listener: ScreenListener): () => void {
    const watched = open.get(worker) ?? begin(worker as WorkerId)
    watched.listeners.add(listener)
    queueMicrotask(() => {
      if (watched.last !== null && watched.listeners.has(listener)) listener(watched.last)
      else look(watched)
    })
    return () => {
      watched.listeners.delete(listener)
      if (watched.listeners.size === 0) end(watched)
    }
  }

  function begin(worker: WorkerId): Watched {
    const watched = {
      worker,
      listeners: new Set<ScreenListener>(),
      last: null,
      seen: '',
      isStale: false,
      isResting: false,
      cancel: () => {},
    }
    open.set(worker, watched)
    return watched
  }

  function end(watched: Watched): void {
    watched.cancel()
    if (open.get(watched.worker) === watched) open.delete(watched.worker)
  }

  function tell(watched: Watched, screen: ScreenView | null): void {
    for (const listener of [...watched.listeners]) listener(screen)
  }

  function look(watched: Watched): void {
    watched.isStale = true
    const worker = own(state().workers, watched.worker)
    const agent = worker?.agent ?? null
    if (agent !== null && hasPane(agent)) {
      if (!watched.isResting && watched.listeners.size > 0) void read(watched, agent)
    } else if (worker === undefined || willGetNoAgent(state(), worker)) {
      tell(watched, null)
      end(watched)
    }
  }

  async function read(watched: Watched, agent: AgentState): Promise<void> {
    watched.isStale = false
    watched.isResting = true
    const rested = new Promise<void>(resolve => {
      watched.cancel = hands.clock.at(hands.clock.now() + GAP_MS, resolve)
    })
    const screen = await capture(watched.worker, agent)
    if (open.get(watched.worker) !== watched) return
    if (screen !== null && JSON.stringify(screen) !== JSON.stringify(watched.last)) {
      watched.last = screen
      tell(watched, screen)
    }
    await rested
    watched.isResting = false
    if (watched.isStale) look(watched)
  }

  async function capture(worker: WorkerId, { pane }: AgentState): Promise<ScreenView | null> {
    try {
      const [text, { width, height }] = await Promise.all([hands.terminal.capture(pane), hands.terminal.facts(pane)])
      return { worker, columns: width, rows: height, lines: text.split('\n').map(line => plainText(line, LINE_CHARS)) }
    } catch (error) {
      // The pane may be gone between its output and the reading. Tmux reports that separately.
      hands.log.info({ error: String(error), worker }, 'a screen could not be sent to its viewers')
      return null
    }
  }

  return {
    watch,
    onOutput({ id }: { readonly id: WorkerId }) {
      const watched = open.get(id)
      if (watched !== undefined) look(watched)
    },
    onEvents() {
      for (const watched of [...open.values()]) {
        const seen = fingerprint(own(state().workers, watched.worker)?.agent ?? null)
        const isOther = seen !== watched.seen
        watched.seen = seen
        // A new agent has another pane, so it is read. If there is no pane, `look` finds out whether the worker can still get an agent.
        if (isOther || seen === '') look(watched)
      }
    },
    close() {
      for (const watched of [...open.values()]) end(watched)
    },
  } satisfies Sensor & { readonly watch: WatchScreen }
}

/** Whether the agent's pane can still be read. After the program has ended, it can be read until its session is gone. */
function hasPane({ exit }: AgentState): boolean {
  return exit === null || exit.how === 'exited'
}

function fingerprint(agent: AgentState | null): string {
  return agent === null || !hasPane(agent) ? '' : `${agent.server} ${agent.pane} ${agent.exit === null}`
}
