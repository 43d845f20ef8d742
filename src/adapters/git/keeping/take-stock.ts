import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LeftFiles, WorktreeStock } from '../../../core/ports/worktree-stock.ts'
import { counted } from '../../../core/text/counted.ts'
import { processesInside } from '../../processes/processes-inside.ts'
import { isStrictlyInside } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree, type Worktree } from '../repository/worktree.ts'
import { unchangedSince } from '../worktrees/setup-files.ts'
import { readable } from './checkout.ts'
import { findWorktree } from './find-worktree.ts'
import { ignoredFiles } from './ignored-files.ts'
import { type Part, worktreeParts } from './worktree-parts.ts'

/**
 * Reports what would be lost if the worktree were removed: what exists only there, what czar cannot save, and what git does not track.
 * Changes nothing.
 */
export async function takeStock(repository: Repository, wanted: string): Promise<WorktreeStock> {
  const { path, standing } = await findWorktree(repository, wanted)
  if (standing.kind !== 'there') return { path, standing, losses: [], unsavable: [], left: [], processes: [] }
  const worktree = await locateWorktree(repository, path)
  const { parts, unclear } = await worktreeParts(repository, worktree)
  const unsavable = [...unclear, ...(await mountsInside(path)).map(mount => `${mount}: something is mounted there; umount it first`)]
  const left = (await Promise.all(parts.map(part => leftOf(repository, worktree, part)))).flat()
  const losses = [...parts.flatMap(part => lossesOf(part, parts)), ...ignoredLoss(left)]
  return { path, standing, losses, unsavable, left, processes: await processesInside(path) }
}

function lossesOf(part: Part, parts: readonly Part[]): readonly string[] {
  const where = part.place === '' ? '' : ` in ${part.place}`
  const { changed } = part.changes
  return [
    ...(isUntracked(part, parts) ? [`${part.place}: a repository that git does not track here`] : []),
    ...(changed.length === 0 ? [] : [`${counted(changed.length, 'uncommitted path')}${where}: ${sample(changed.map(readable))}`]),
    ...(part.operation === null ? [] : [`${part.operation} that is not over${where}`]),
    ...(part.unkept.commits.size === 0 ? [] : [`${counted(part.unkept.commits.size, 'commit')} ${commitsAre(part)}${where}`]),
  ]
}

function commitsAre({ kind }: Part): string {
  return kind === 'inside' ? 'found nowhere else' : 'on no branch'
}

/**
 * Whether the repository inside the worktree counts as made by an agent. If it is in an ignored folder, a tool made it, and only commits
 * found nowhere else count.
 */
function isUntracked({ place, kind, gitDir }: Part, parts: readonly Part[]): boolean {
  const [worktree] = parts
  if (kind === 'worktree' || (worktree !== undefined && isStrictlyInside(worktree.gitDir, gitDir))) return false
  const isWithin = (folder: string) => place === folder.replace(/\/$/, '') || place.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
  return !parts.some(({ changes, place: outer }) => {
    const names = [...changes.ignored, ...changes.submodules].map(readable)
    return names.some(name => isWithin(outer === '' ? name : `${outer}/${name}`))
  })
}

async function leftOf(repository: Repository, worktree: Worktree, part: Part): Promise<readonly LeftFiles[]> {
  if (part.checkout === null) return []
  const { ignored } = part.changes
  const prefix = part.place === '' ? '' : `${part.place}/`
  const setups = part.place === '' ? await unchangedSince(worktree, ignored.map(readable)) : new Set<string>()
  const files = ignoredFiles(repository, part.checkout.path, { ignored, setups, prefix })
  if (part.place === '') return files
  return [{ path: prefix, files: 0, bytes: 0, kind: 'repository' }, ...files]
}

/** Sums up all ignored paths in one line. With `--discard`, each path gets a line of its own. */
function ignoredLoss(left: readonly LeftFiles[]): readonly string[] {
  const paths = left.flatMap(({ path, kind }) => (kind === 'only-here' ? [path] : []))
  return paths.length === 0 ? [] : [`${counted(paths.length, 'ignored path')} in no commit: ${sample(paths)}`]
}

function sample(paths: readonly string[]): string {
  return `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''}`
}

/**
 * Places inside the folder where other disks are mounted. If the folder were deleted, their content would be deleted too (Linux; elsewhere
 * the list is empty).
 */
async function mountsInside(path: string): Promise<readonly string[]> {
  const text = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
  const unescaped = (point: string) => point.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
  return text
    .split('\n')
    .map(line => unescaped(line.split(' ')[4] ?? ''))
    .filter(point => point === path || isStrictlyInside(path, join(point)))
}
