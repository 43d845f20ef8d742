import { execa } from 'execa'

/** Description of a person's terminal for tmux. */
export interface PersonTerminal {
  /** A `$TERM` that tmux takes. */
  readonly name: string
  /** Features beyond those that tmux knows for the name (`tmux -T`). */
  readonly features: readonly string[]
}

const COMMON = 'xterm-256color'

/** Reads `$TERM` and `$COLORTERM`: tmux exits on a name without an entry, and gives most names 256 colours. */
export async function personTerminal(env: Readonly<Record<string, string | undefined>>): Promise<PersonTerminal> {
  const named = env['TERM'] ?? ''
  const hasTrueColour = /^(truecolor|24bit)$/.test(env['COLORTERM'] ?? '') || Boolean(env['TMUX'])
  return { name: (await isKnown(named)) ? named : COMMON, features: hasTrueColour ? ['RGB'] : [] }
}

/** `dumb` has an entry, but tmux 3.3a refuses it: "does not support clear". */
async function isKnown(name: string): Promise<boolean> {
  if (!/^\w[\w.+-]*$/.test(name) || name === 'dumb') return false
  const { exitCode } = await execa('infocmp', [name], { reject: false, stdin: 'ignore', timeout: 2_000 })
  // Without infocmp, the person's own setting is the best guess.
  return exitCode === 0 || exitCode === undefined
}
