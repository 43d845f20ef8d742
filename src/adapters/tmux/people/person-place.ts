import { execa } from 'execa'

/**
 * Where the person is: in their own terminal, in a pane of their own tmux that a client shows, or in a pane of the fleet's own server.
 */
export type PersonPlace = 'terminal' | 'pane' | 'fleet'

/**
 * Finds out where the person is. `$TMUX` alone proves little: a terminal window that was opened from a pane inherits it, and it stays set
 * after its server has ended. So the person counts as being in the pane `$TMUX_PANE` only if czar runs on that pane's own terminal. A
 * popup of that tmux counts as a terminal of its own.
 */
export async function personPlace(env: Readonly<Record<string, string | undefined>>, socketPath: string): Promise<PersonPlace> {
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
