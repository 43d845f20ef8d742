import type { Hands } from './hands.ts'

export interface ServerKeeper {
  /** The tmux server stands and is watched when this resolves. */
  readonly ready: () => Promise<void>
  /** It is gone: make a new one. */
  readonly lost: () => void
}

const TRIES = 10
const RETRY_MS = 200

/** Keeps the terminal's server standing: whoever needs it waits for the same start. */
export function keepServer(hands: Hands): ServerKeeper {
  let starting: Promise<void> | null = null

  async function start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await hands.terminal.start()
        return
      } catch (error) {
        hands.log.warn({ error: String(error), tries }, 'tmux server did not start')
        if (tries >= TRIES) throw error
        await new Promise<void>(resolve => hands.clock.at(hands.clock.now() + RETRY_MS * tries, resolve))
      }
    }
  }

  function ready(): Promise<void> {
    starting ??= start()
    const current = starting
    // A failed start may be tried again by the next who needs it.
    current.catch(() => {
      if (starting === current) starting = null
    })
    return current
  }

  return {
    ready,
    lost() {
      starting = null
      ready().catch(() => {})
    },
  }
}
