import type { CommitSha } from '../../../core/model/ids.ts'
import type { FoundSecret } from '../../../core/ports/work-content.ts'
import { askPatch } from '../changes/ask-patch.ts'
import { isTooMuch } from '../repository/git-failure.ts'
import type { Repository } from '../repository/repository.ts'

export interface SecretsQuestion {
  readonly baseline: CommitSha
  readonly commit: CommitSha
  /** The commits that the worker made itself. */
  readonly commits: readonly CommitSha[]
}

/** Finds new lines in any of the commits that look like secrets. Returns null if there are too many lines to search. */
export async function readSecrets(
  repository: Repository,
  { baseline, commit, commits }: SecretsQuestion,
): Promise<readonly FoundSecret[] | null> {
  if (commits.length === 0) return []
  const question = ['log', '--stdin', '--no-walk=unsorted', '--diff-merges=remerge', '--format=', '--root', '-p']
  const isAlone = await isOnlyStep(repository, { baseline, commit, commits })
  const [own, net] = await Promise.all([
    isAlone ? '' : patchOf(repository, question, { input: `${commits.join('\n')}\n` }),
    patchOf(repository, ['diff', baseline, commit]),
  ])
  if (own === null || net === null) return null
  const left = readPatches(net)
  const { added } = isAlone ? left : readPatches(own)
  const tip = [...left.added.values()].flat().join('\n')
  // Loaded only here, because czar's start does not need the rules.
  const { scanForSecrets } = await import('./scan-for-secrets.ts')
  const found = await Promise.all(
    [...added].map(([path, lines]) => scanForSecrets({ path, text: lines.join('\n'), known: left.removed, tip })),
  )
  return found.flat()
}

/**
 * Whether the whole change consists of a single commit that is not a merge. If so, that commit's patch is the patch of the whole change.
 */
async function isOnlyStep(repository: Repository, { baseline, commit, commits }: SecretsQuestion): Promise<boolean> {
  if (commits.length !== 1 || commits[0] !== commit) return false
  const parents = await repository.objects.facts([`${commit}^1`, `${commit}^2`])
  return parents !== null && parents[0]?.oid === baseline && parents[1] === null
}

/** Reads a patch. null: it is larger than czar's limit. */
async function patchOf(...question: Parameters<typeof askPatch>): Promise<string | null> {
  try {
    return await askPatch(...question)
  } catch (error) {
    if (isTooMuch(error)) return null
    throw error
  }
}

interface Lines {
  readonly added: ReadonlyMap<string, readonly string[]>
  readonly removed: string
}

function readPatches(text: string): Lines {
  const added = new Map<string, string[]>()
  const removed: string[] = []
  let lines: string[] = []
  let isInHunk = false
  for (const line of text.split('\n')) {
    // A changed line always begins with `+` or `-`, so no content of a file can look like the header of a file or hunk.
    if (line.startsWith('diff ')) isInHunk = false
    else if (line.startsWith('@@')) isInHunk = true
    else if (isInHunk && line.startsWith('+')) lines.push(line.slice(1))
    else if (isInHunk && line.startsWith('-')) removed.push(line.slice(1))
    else if (!isInHunk && line.startsWith('+++ ')) {
      const path = line
        .slice('+++ '.length)
        .replace(/^"?b\//, '')
        .replace(/["\t]+$/, '')
      lines = added.get(path) ?? []
      added.set(path, lines)
    }
  }
  return { added, removed: removed.join('\n') }
}
