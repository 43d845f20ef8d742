import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/**
 * Options for a predictable patch. With them git runs no program of the repository, and writes paths and prefixes in the same way whatever
 * the user has configured.
 */
const PLAIN = [
  ...['-U0', '--no-renames', '--no-indent-heuristic', '--no-ext-diff', '--no-textconv', '--no-color'],
  ...['--src-prefix=a/', '--dst-prefix=b/'],
]

/**
 * Reads patches without context lines, as `diff` or `log -p` print them. `rest` has the arguments that follow the options. Commits must be
 * given by their full hash. If `env` points to objects outside the repository, the answer is not cached.
 */
export function askPatch(
  repository: Repository,
  args: readonly string[],
  {
    rest = [],
    input,
    env,
  }: { readonly rest?: readonly string[]; readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const words = ['-c', 'core.quotePath=false', ...args, ...PLAIN, ...rest]
  return askGit(repository, words, { ...(env === undefined ? { isFixed: true } : { env }), ...(input === undefined ? {} : { input }) })
}
