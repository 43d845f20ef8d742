import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/**
 * Options with which git runs no program of the repository, and writes paths and prefixes the same way whatever the user's configuration
 * says.
 */
const PLAIN = [
  ...['-U0', '--no-renames', '--no-indent-heuristic', '--no-ext-diff', '--no-textconv', '--no-color'],
  ...['--src-prefix=a/', '--dst-prefix=b/'],
]

/**
 * Patches without context lines, as `diff` or `log -p` print them. `rest` follows the options. Commits must be given by
 * full name. `env` points to objects outside the repository; such an answer is not cached.
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
