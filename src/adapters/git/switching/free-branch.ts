import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { folded } from '../repository/similar-names.ts'

/** The branches of a repository: the local branches by name, with their commits, and the names of branches on remotes. */
export interface KnownBranches {
  readonly heads: ReadonlyMap<string, string>
  readonly remote: readonly string[]
}

export async function knownBranches(repository: Repository): Promise<KnownBranches> {
  const text = await askGit(repository, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads/', 'refs/remotes/'])
  const refs = text
    .split('\n')
    .filter(Boolean)
    .map(line => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))] as const)
  const heads = refs.flatMap(([name, commit]) => (name.startsWith('refs/heads/') ? [[name.slice(11), commit] as const] : []))
  return { heads: new Map(heads), remote: refs.flatMap(([name]) => (name.startsWith('refs/remotes/') ? [name] : [])) }
}

/**
 * Names for a new branch, beginning with the most similar to the wanted one. If an existing branch has the name of the folder part, a dash
 * replaces the slash.
 */
export function* candidates(wanted: string, { heads }: KnownBranches): Generator<string> {
  const folders = wanted.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))
  const isBlocked = folders.some(folder => folder !== '' && [...heads.keys()].some(name => folded(name) === folded(folder)))
  const name = isBlocked ? wanted.replaceAll('/', '-') : wanted
  yield name
  const base = name.replace(/-\d+$/, '')
  for (let number = 2; ; number++) if (`${base}-${number}` !== name) yield `${base}-${number}`
}

/** Whether a branch of this name can be created beside the existing branches and cannot be mistaken for one of them. */
export function isFreeName(name: string, { heads, remote }: KnownBranches): boolean {
  const own = folded(name)
  if (remote.some(reference => folded(reference).endsWith(`/${own}`))) return false
  return ![...heads.keys()].some(other => {
    const theirs = folded(other)
    return theirs === own || own.startsWith(`${theirs}/`) || theirs.startsWith(`${own}/`)
  })
}
