import { execa } from 'execa'

/** A person's terminal as tmux has to be told of it. */
export interface PersonTerminal {
  /** A `$TERM` that tmux takes. */
  readonly name: string
  /** What it can do besides what tmux knows of its name (`tmux -T`). */
  readonly features: readonly string[]
}

const COMMON = 'xterm-256color'

/** Looks at `$TERM` and `$COLORTERM`: tmux ends at once on a name without an entry, and gives 256 colours to most. */
export async function personTerminal(env: Readonly<Record<string, string | undefined>>): Promise<PersonTerminal> {
  const named = env['TERM'] ?? ''
  const hasTrueColour = /^(truecolor|24bit)$/.test(env['COLORTERM'] ?? '') || Boolean(env['TMUX'])
  return { name: (await isKnown(named)) ? named : COMMON, features: hasTrueColour ? ['RGB'] : [] }
}

/** `dumb` has an entry, but "does not support clear" (tmux 3.3a). */
async function isKnown(name: string): Promise<boolean> {
  if (!/^\w[\w.+-]*$/.test(name) || name === 'dumb') return false
  const { exitCode } = await execa('infocmp', [name], { reject: false, stdin: 'ignore', timeout: 2_000 })
  // Without infocmp nobody knows better than the person's own setting.
  return exitCode === 0 || exitCode === undefined
}
