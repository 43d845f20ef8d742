import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../../../core/model/errors.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { shellWord } from '../../../core/text/shell-word.ts'

/** The words of the command to start: the given words, or with `shell` one string for `sh -c`. Throws UsageError for an obvious mistake. */
export function argvOf(words: readonly string[], { shell, cwd }: { readonly shell: boolean; readonly cwd: string }): readonly string[] {
  const [first = ''] = words
  if (shell) {
    if (words.length === 1) return ['sh', '-c', first]
    throw new UsageError('--shell takes the command as one string', {
      hint: `czar run --shell ${shellWord(plainText(words.join(' '), 10_000))}`,
    })
  }
  if (first.startsWith('-'))
    throw new UsageError(`"${plainText(first, 60)}" is neither a flag of czar run nor a command`, { hint: 'czar run --help' })
  // One word with blanks is probably a whole command line that was quoted by mistake. It is a program's name only if a file of that name
  // exists.
  if (words.length === 1 && /\s/.test(first) && !existsSync(resolve(cwd, first))) {
    throw new UsageError(`there is no program "${plainText(first, 60)}": without --shell the words are not split`, {
      hint: `czar run --shell ${shellWord(plainText(first, 10_000))}`,
    })
  }
  return words
}
