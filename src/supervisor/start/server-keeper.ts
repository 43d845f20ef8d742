import { mkdir } from 'node:fs/promises'
import type { Hands } from '../hands.ts'
import { delay } from '../timing/delay.ts'

export interface ServerKeeper {
  /** Resolves when the tmux server runs and czar watches it. */
  readonly ready: () => Promise<void>
  /** Like `ready`, but the server starts after `ms`, or earlier if a caller needs it. An aborted `signal` prevents the start. */
  readonly readyAfter: (ms: number, signal: AbortSignal) => Promise<void>
  /** The server is gone: starts a new one. */
  readonly lost: () => void
}

const TRIES = 10
const RETRY_MS = 200

/** Keeps the tmux server running. All callers wait for the same start. Long: its functions share one start. */
export function keepServer(hands: Hands): ServerKeeper {
  let starting: Promise<void> | null = null
  const needed = Promise.withResolvers<void>()

  async function start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await hands.terminal.start()
        // Not awaited, because the session is only a display.
        void showCzar(hands).catch((error: unknown) => hands.log.warn({ error: String(error) }, 'no czar session'))
        return
      } catch (error) {
        hands.log.warn({ error: String(error), tries }, 'tmux server did not start')
        if (tries >= TRIES) throw error
        await delay(hands.clock, RETRY_MS * tries)
      }
    }
  }

  function ready(): Promise<void> {
    needed.resolve()
    starting ??= start()
    const current = starting
    // After a failed start the next caller tries again.
    current.catch(() => {
      if (starting === current) starting = null
    })
    return current
  }

  async function readyAfter(ms: number, signal: AbortSignal): Promise<void> {
    await Promise.race([delay(hands.clock, ms), needed.promise])
    if (!signal.aborted) await ready()
  }

  return {
    ready,
    readyAfter,
    lost() {
      starting = null
      ready().catch(() => {})
    },
  }
}

/**
 * Opens a session that shows the czar's activity. The czar does not run in it, because it must outlive the server. Also, a person who stops
 * the terminal's output (Ctrl-S) must not stop the supervision.
 */
async function showCzar({ terminal, paths }: Hands): Promise<void> {
  const { name, argv, env } = paths.czarSession
  const sessions = await terminal.list()
  if (sessions.some(session => session.name === name && !session.dead)) return
  for (const session of sessions) if (session.name === name) await terminal.end(session.session, 0)
  const exitDir = `${paths.projectDir}/agents/.czar`
  await mkdir(exitDir, { recursive: true, mode: 0o700 })
  await terminal.create({ name, argv, cwd: paths.projectDir, env, marks: { worker: '.czar', incarnation: 0 }, exitDir })
}
