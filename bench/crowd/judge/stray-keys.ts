import type { LogLine } from '../../terminal/log.ts'

/**
 * Czar cannot take back keys that are already on their way. So keys that come within this many ms after a change of the screen are allowed.
 */
const ON_ITS_WAY_MS = 150

/** Input that czar did not type into a prompt: the terminal's answers to the program, and the Ctrl-C that ends an agent. */
const NO_KEYS = /\x1b\[[\d;?>]*[Rcnt]|\x1b\[[IO]|\x1bP.*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x03/gs

export interface StrayKeys {
  readonly at: number
  readonly shows: string
  readonly text: string
}

/** Keys that came while the program showed no prompt. */
export function strayKeys(account: readonly LogLine[], allowed: readonly string[]): readonly StrayKeys[] {
  let lastAllowed = Number.NEGATIVE_INFINITY
  let shows = ''
  return account.flatMap(line => {
    if (line.kind === 'shows') {
      if (allowed.includes(shows)) lastAllowed = line.at
      shows = line.shows
    }
    if (line.kind !== 'in' || allowed.includes(line.shows)) return []
    const text = Buffer.from(line.bytes, 'base64').toString('utf8').replaceAll(NO_KEYS, '')
    if (text === '' || line.at - lastAllowed <= ON_ITS_WAY_MS) return []
    return [{ at: line.at, shows: line.shows, text }]
  })
}
