import { GIT_OPTIONS } from './git-options.ts'
import { type ReadOptions, readOptions } from './option-table.ts'

export interface GitPlace {
  readonly cwd: string
  /** Whether a word that is read as a path names nothing outside of the worktree. */
  readonly mayName: (word: string) => boolean
}

/**
 * Whether this git command stays in the worktree and on its branch. Its verb and its options must be known. It must not name another
 * folder, settings (`-c`), or a file that git itself reads or writes. It must not start an editor or a program that the user chose.
 */
export function isHarmlessGit(words: readonly string[], { cwd, mayName }: GitPlace): boolean {
  const [verb = '', ...rest] = withoutPlace(words, cwd)
  const table = Object.hasOwn(GIT_OPTIONS, verb) ? GIT_OPTIONS[verb] : undefined
  const read = table === undefined ? null : readOptions(rest, table)
  if (read === null) return false
  return read.positionals.every(mayName) && !opensEditor(verb, read)
}

/** Returns the words without `-C WORKTREE` and `--no-pager`, which make no difference. */
function withoutPlace(words: readonly string[], cwd: string): readonly string[] {
  const [first, second, ...rest] = words
  if (first === '--no-pager') return withoutPlace(words.slice(1), cwd)
  return first === '-C' && (second === cwd || second === '.') ? withoutPlace(rest, cwd) : words
}

/** Whether the command opens an editor. An editor waits for keys and could write any file. */
function opensEditor(verb: string, { options }: ReadOptions): boolean {
  if (verb === 'commit') return !options.some(option => ['-m', '--message', '--no-edit', '--fixup', '--dry-run'].includes(option))
  if (verb === 'merge') return !options.some(option => ['--no-edit', '--abort', '-m'].includes(option))
  return false
}
