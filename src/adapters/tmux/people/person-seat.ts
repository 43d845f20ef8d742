import { execa } from 'execa'

/**
 * From where a person asks for a worker's terminal: a terminal of their own, a pane of their own tmux that somebody
 * looks at, or a pane of the fleet's server.
 */
export type Seat = 'terminal' | 'pane' | 'fleet'

/**
 * `$TMUX` alone proves little: it is inherited by terminal windows opened from a pane, and outlives its server. Only
 * who sits on the very terminal of `$TMUX_PANE` sits in that pane; a popup of that tmux is a terminal too.
 */
export async function personSeat(env: Readonly<Record<string, string | undefined>>, socketPath: string): Promise<Seat> {
  const { TMUX: server, TMUX_PANE: pane } = env
  if (!server || !pane) return 'terminal'
  const format = '#{pane_tty} #{?session_attached,watched,}'
  const quiet = { reject: false, timeout: 2_000 } as const
  const [told, own] = await Promise.all([
    execa('tmux', ['display-message', '-p', '-t', pane, format], { ...quiet, env: { TMUX: server }, stdin: 'ignore' }),
    execa('tty', { ...quiet, stdin: 'inherit' }),
  ])
  if (told.exitCode !== 0 || own.exitCode !== 0 || told.stdout !== `${own.stdout} watched`) return 'terminal'
  return server.startsWith(`${socketPath},`) ? 'fleet' : 'pane'
}
