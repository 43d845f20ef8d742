import { createHash } from 'node:crypto'
import { gitEnvironment } from '../repository/git-environment.ts'
import { runGitIn } from '../repository/run-git.ts'

/** The content of a repository at one moment, as short texts that can be compared. */
export interface RepositoryFingerprint {
  /** Each reference with its commit, and the branch or commit of HEAD. */
  readonly refs: ReadonlyMap<string, string>
  /** The changed and new files of the checkout, and a digest of all changes. */
  readonly files: readonly string[]
  readonly changes: string
}

/** Reads the references and the uncommitted changes of the checkout or bare repository at `directory`. */
export async function repositoryFingerprint(
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RepositoryFingerprint> {
  const git = async (...args: readonly string[]) =>
    (await runGitIn(args, { cwd: directory, env: gitEnvironment(env), answers: [1, 128] })).stdout
  const [refs, head, status, diff] = await Promise.all([
    git('for-each-ref', '--format=%(refname) %(objectname)'),
    git('symbolic-ref', '--quiet', 'HEAD'),
    git('status', '--porcelain', '-z', '--untracked-files=all'),
    git('diff', '--no-ext-diff', '--no-textconv', '--binary', 'HEAD'),
  ])
  const named = refs.split('\n').filter(line => line !== '')
  const entries = named.map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const)
  return {
    refs: new Map([...entries, ['HEAD', head.trim()]]),
    files: status.split('\0').filter(entry => entry !== ''),
    changes: createHash('sha256').update(diff).digest('hex'),
  }
}

/** The differences between two fingerprints of one repository, in words. The list is empty if there are none. */
export function fingerprintDifferences(before: RepositoryFingerprint, after: RepositoryFingerprint): readonly string[] {
  const names = new Set([...before.refs.keys(), ...after.refs.keys()])
  const refs = [...names].filter(name => before.refs.get(name) !== after.refs.get(name))
  const files = [...after.files.filter(file => !before.files.includes(file)), ...before.files.filter(file => !after.files.includes(file))]
  const isOther = files.length === 0 && before.changes !== after.changes
  return [...refs, ...files.map(entry => entry.slice(3) || entry), ...(isOther ? ['files that had changes already'] : [])]
}
