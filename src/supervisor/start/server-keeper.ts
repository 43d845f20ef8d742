import { mkdir } from 'node:fs/promises'
import type { Hands } from '../hands.ts'

export interface ServerKeeper {
  /** The tmux server stands and is watched when this resolves. */
  readonly ready: () => Promise<void>
  /** The same, and nothing is begun for `ms` unless somebody needs it before; a czar that is through by then (`signal`) needs none. */
  readonly readyAfter: (ms: number, signal: AbortSignal) => Promise<void>
  /** It is gone: make a new one. */
  readonly lost: () => void
}

const TRIES = 10
const RETRY_MS = 200

/** Keeps the terminal's server standing: whoever needs it waits for the same start. */
export function keepServer(hands: Hands): ServerKeeper {
  let starting: Promise<void> | null = null
  const needed = Promise.withResolvers<void>()

  async function start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await hands.terminal.start()
        // Nobody waits for a window that only shows.
        void showCzar(hands).catch((error: unknown) => hands.log.warn({ error: String(error) }, 'no czar session'))
        return
      } catch (error) {
        hands.log.warn({ error: String(error), tries }, 'tmux server did not start')
        if (tries >= TRIES) throw error
        await new Promise<void>(resolve => hands.clock.at(hands.clock.now() + RETRY_MS * tries, resolve))
      }
    }
  }

  function ready(): Promise<void> {
    needed.resolve()
    starting ??= start()
    const current = starting
    // A failed start may be tried again by the next who needs it.
    current.catch(() => {
      if (starting === current) starting = null
    })
    return current
  }

  async function readyAfter(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>(resolve => {
      hands.clock.at(hands.clock.now() + ms, resolve)
      void needed.promise.then(resolve)
    })
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
 * A session that shows what the czar does. The czar itself does not live in it: it has to outlive the server, and a
 * person who stops the terminal's output (Ctrl-S) must not stop the supervision.
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
