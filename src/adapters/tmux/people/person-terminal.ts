import { execa } from 'execa'

/** Describes the person's terminal to tmux. */
export interface PersonTerminal {
  /** A value of `$TERM` that tmux accepts. */
  readonly name: string
  /** Features of the terminal beyond those that tmux knows for this `$TERM` (for `tmux -T`). */
  readonly features: readonly string[]
}

const COMMON = 'xterm-256color'

/** Reads `$TERM` and `$COLORTERM`. tmux exits if `$TERM` is not in the terminal database, and assumes 256 colours for most names. */
export async function personTerminal(env: Readonly<Record<string, string | undefined>>): Promise<PersonTerminal> {
  const named = env['TERM'] ?? ''
  const hasTrueColour = /^(truecolor|24bit)$/.test(env['COLORTERM'] ?? '') || Boolean(env['TMUX'])
  return { name: (await isKnown(named)) ? named : COMMON, features: hasTrueColour ? ['RGB'] : [] }
}

/** Whether tmux accepts this `$TERM`. `dumb` is in the database, but tmux 3.3a refuses it: "does not support clear". */
async function isKnown(name: string): Promise<boolean> {
  if (!/^\w[\w.+-]*$/.test(name) || name === 'dumb') return false
  const { exitCode } = await execa('infocmp', [name], { reject: false, stdin: 'ignore', timeout: 2_000 })
  // If infocmp is not installed, czar cannot look the name up. Then it keeps the person's own setting.
  return exitCode === 0 || exitCode === undefined
}
