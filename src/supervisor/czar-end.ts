import type { Event } from '../core/events/event.ts'
import type { Hands } from './hands.ts'
import { tidyUp } from './tidy-up.ts'
import { atMost } from './timing/at-most.ts'

/**
 * How a czar ends. 'finished': all work is over. 'stopped': a person stopped the project. 'let-go': czar exits, and the agents go on
 * running.
 */
export type HowEnded = 'finished' | 'stopped' | 'let-go'

export interface CzarEnd {
  /** Aborted as soon as czar begins to end. */
  readonly signal: AbortSignal
  /** Resolves when czar has ended. Rejects if czar cannot go on because of an error. */
  readonly over: Promise<HowEnded>
  /** Ends a project that is over or was stopped: closes all parts of czar, and ends the tmux server. */
  readonly finish: (how: 'finished' | 'stopped') => void
  /** Closes all parts of czar, but leaves the agents running. */
  readonly letGo: (reason: string) => Promise<void>
  readonly fail: (error: unknown) => void
  readonly close: () => Promise<void>
}

export interface CzarEndParts {
  readonly hands: Hands
  readonly observe: (event: Event) => void
  /** Keeps all parts of czar from beginning anything new. */
  readonly stop: () => void
  readonly closers: readonly (() => Promise<unknown>)[]
  readonly onClosed: () => void
}

const CLOSE_MS = 3_000

/**
 * Ends czar once, in an order in which its last events still get into the journal. Long: all ways to end close the same parts in the same
 * order.
 */
export function createCzarEnd({ hands, observe, stop, closers, onClosed }: CzarEndParts): CzarEnd {
  const aborter = new AbortController()
  const end = Promise.withResolvers<HowEnded>()
  // Without this handler, a rejection before anybody awaits the promise would end the process.
  end.promise.catch(() => {})

  async function close(): Promise<void> {
    aborter.abort()
    stop()
    // Czar does not wait for ever for a part that does not close, because a czar that has finished must exit. The exit then ends that
    // part.
    await atMost(hands.clock, CLOSE_MS, Promise.allSettled(closers.map(part => part())))
    onClosed()
  }

  /** Closes czar's connection to tmux. The time is limited, so that a tmux server that hangs cannot keep czar from exiting. */
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
      // Closing is still needed, because an open tmux client would keep the process of a czar in the foreground alive.
      void close()
        .then(letGoOfTerminal)
        .catch(() => {})
        .finally(() => end.reject(error))
    },
    close,
  }
}
