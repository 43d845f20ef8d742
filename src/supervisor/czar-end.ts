import type { Event } from '../core/events/event.ts'
import type { Hands } from './hands.ts'
import { tidyUp } from './tidy-up.ts'
import { atMost } from './timing/at-most.ts'

/** How a czar ends: all work is over, a person stopped the project, or the czar exits and the agents run on. */
export type HowEnded = 'finished' | 'stopped' | 'let-go'

export interface CzarEnd {
  /** Aborted as soon as the czar begins to end. */
  readonly signal: AbortSignal
  /** Resolves at the czar's end; rejects when this czar cannot go on. */
  readonly over: Promise<HowEnded>
  /** The project is over: closes everything, and ends the tmux server. */
  readonly finish: (how: 'finished' | 'stopped') => void
  /** Closes everything and leaves the agents running. */
  readonly letGo: (reason: string) => Promise<void>
  readonly fail: (error: unknown) => void
  readonly close: () => Promise<void>
}

export interface CzarEndParts {
  readonly hands: Hands
  readonly observe: (event: Event) => void
  /** Keeps all parts from beginning anything new. */
  readonly stop: () => void
  readonly closers: readonly (() => Promise<unknown>)[]
  readonly onClosed: () => void
}

const CLOSE_MS = 3_000

/** Ends a czar once, in the order that keeps its last events. Long: all ways to end share one order. */
export function createCzarEnd({ hands, observe, stop, closers, onClosed }: CzarEndParts): CzarEnd {
  const aborter = new AbortController()
  const end = Promise.withResolvers<HowEnded>()
  // The promise may reject before a caller awaits it.
  end.promise.catch(() => {})

  async function close(): Promise<void> {
    aborter.abort()
    stop()
    // A part that does not close in time ends together with the process, because a finished czar must not stay.
    await atMost(hands.clock, CLOSE_MS, Promise.allSettled(closers.map(part => part())))
    onClosed()
  }

  /** The time is bounded, so that a hanging tmux server cannot keep the czar from exiting. */
  function letGoOfTerminal(): Promise<unknown> {
    return atMost(hands.clock, CLOSE_MS, hands.terminal.close())
  }

  return {
    signal: aborter.signal,
    over: end.promise,
    finish(how) {
      if (aborter.signal.aborted) return
      observe({ kind: 'czar.stopped', reason: how })
      void close()
        .then(() => tidyUp(hands))
        .then(() => end.resolve(how))
    },
    async letGo(reason) {
      if (aborter.signal.aborted) return
      observe({ kind: 'czar.let_go', reason })
      await close()
      await letGoOfTerminal()
      end.resolve('let-go')
    },
    fail(error) {
      // An open tmux client would keep the process of a czar in the foreground alive.
      void close()
        .then(letGoOfTerminal)
        .catch(() => {})
        .finally(() => end.reject(error))
    },
    close,
  }
}
