/** One tmux command with its arguments, unquoted. */
export type TmuxCommand = readonly string[]

/**
 * Writes commands as one line for a control client (`tmux -C`). tmux runs them one after the other, and drops the rest after an error.
 */
export function asLine(...commands: readonly TmuxCommand[]): string {
  return commands.map(words => words.map(quoteWord).join(' ')).join(' ; ')
}

/**
 * Writes commands as arguments of one tmux process. No word may end in `;`, because tmux would take it for the separator of two commands.
 */
export function asArguments(...commands: readonly TmuxCommand[]): string[] {
  return commands.flatMap((words, index) => (index === 0 ? words : [';', ...words]))
}

/** Escapes a path. tmux 3.3a replaces formats in some paths (`-c`, `load-buffer`), and a `#(…)` in such a path would run a command. */
export function literalPath(path: string): string {
  return path.replaceAll('#', '##')
}

/**
 * Quotes one word for tmux's parser. Unusual bytes become `\ooo` inside double quotes. So a word that contains `;`, `$`, `~`, quotes or
 * newlines stays one word with exactly this text.
 */
function quoteWord(word: string): string {
  if (word.includes('\0')) throw new RangeError('a word for tmux cannot hold a NUL byte')
  if (/^[\w ./:=,@+-]*$/.test(word)) return `"${word}"`
  let quoted = ''
  for (const byte of Buffer.from(word, 'utf8')) quoted += QUOTED[byte]
  return `"${quoted}"`
}

const QUOTED = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return /[a-zA-Z0-9_ ./:=,@+-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`
})
