import { mkdir } from 'node:fs/promises'
import type { Hands } from '../hands.ts'
import { delay } from '../timing/delay.ts'

export interface ServerKeeper {
  /** Resolves when the tmux server runs and czar is connected to it. */
  readonly ready: () => Promise<void>
  /**
   * Like `ready`, but waits `ms` before it starts the server, unless another caller needs the server earlier. If `signal` is aborted, the
   * server is not started.
   */
  readonly readyAfter: (ms: number, signal: AbortSignal) => Promise<void>
  /** Call this if the tmux server is gone. It starts a new server. */
  readonly lost: () => void
}

const TRIES = 10
const RETRY_MS = 200

/**
 * Keeps the tmux server running. If several callers need it at once, it is started only once. Long: the inner functions share the running
 * start.
 */
export function keepServer(hands: Hands): ServerKeeper {
  let starting: Promise<void> | null = null
  const needed = Promise.withResolvers<void>()

  async function start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await hands.terminal.start()
        // Czar does not wait for this session, because it only displays something.
        void showCzar(hands).catch((error: unknown) =>
          hands.log.warn({ error: String(error) }, 'the tmux session that shows the czar could not be opened'),
        )
        return
      } catch (error) {
        hands.log.warn({ error: String(error), tries }, 'the tmux server did not start')
        if (tries >= TRIES) throw error
        await delay(hands.clock, RETRY_MS * tries)
      }
    }
  }

  function ready(): Promise<void> {
    needed.resolve()
    starting ??= start()
    const current = starting
    // If the start failed, the next caller starts the server again.
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
 * Opens a tmux session that shows a person what czar is doing. Czar itself does not run in this session, because it must go on if the tmux
 * server ends. Also, a person who stops the session's output (Ctrl-S) would stop a czar in it.
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
