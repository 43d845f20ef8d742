import type { BranchOutcome, LeftFiles, SavedWork, WorktreeStock } from '../../core/ports/worktree-stock.ts'
import { counted } from '../../core/text/counted.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'

const INDENT = '  '
/** If a folder has more ignored files than this, only their number is shown. */
const NAMED_IN_A_FOLDER = 50

/** The lines about one worktree: removed or kept, where its work is saved, and which files are gone. */
export function worktreeLines(
  { path, standing, left }: WorktreeStock,
  { saved, repo, failure }: { readonly saved: readonly SavedWork[]; readonly repo: string; readonly failure: FailureToRemove | null },
): readonly string[] {
  if (standing.kind === 'astray') return [`kept ${path}: ${standing.why}; next: ${standing.next}`]
  const savedLines = saved.map(work => `${INDENT}${savedLine(work, { repo, path })}`)
  if (failure !== null)
    return [`kept ${path}: ${failure.message}${failure.hint === undefined ? '' : `; next: ${failure.hint}`}`, ...savedLines]
  if (standing.kind === 'gone') return standing.isKnown ? [`removed ${path}, whose folder was gone already`, ...savedLines] : []
  return [`removed ${path}`, ...savedLines, ...goneLines(left).map(line => `${INDENT}${line}`)]
}

export interface FailureToRemove {
  readonly message: string
  readonly hint: string | undefined
}

function savedLine({ ref, kind, count, place }: SavedWork, { repo, path }: { readonly repo: string; readonly path: string }): string {
  const git = `git -C ${shellWord(repo)}`
  const where = place === '' ? '' : ` in ${plainText(place, 200)}`
  // Each command restores into a folder of its own, because a person may restore the work of several worktrees.
  const folder = shellWord(`${path}-${ref.split('/').at(-1)}`)
  switch (kind) {
    case 'files':
      return `saved as ${ref}: ${counted(count, 'uncommitted file')}${where}; restore: ${git} worktree add ${folder} ${ref}`
    case 'commits':
      return `saved as ${ref}: ${counted(count, 'commit')} on no branch${where}; restore: ${git} branch ${shellWord(`saved-${ref.split('/').slice(-2).join('-')}`)} ${ref}`
    case 'past':
      return `saved as ${ref}: earlier commits${where} that only a reflog has; show: ${git} log --oneline ${ref}`
    case 'repository':
      return `saved in ${ref}/: work of the repository ${plainText(place, 200)}; restore: git init -q -b none ${folder} && git -C ${folder} fetch -q ${shellWord(repo)} ${shellWord(`${ref}/*:refs/*`)}`
  }
}

/** Names the files that are removed without a copy, each by its own name or by its folder. */
function goneLines(left: readonly LeftFiles[]): readonly string[] {
  const only = left.filter(({ kind }) => kind === 'only-here')
  const copied = left.filter(({ kind }) => kind === 'copied')
  const again = left.filter(({ kind }) => kind === 'made-again')
  const clones = left.filter(({ kind }) => kind === 'repository').map(({ path }) => plainText(path, 200))
  return [
    ...(only.length === 0 ? [] : [`gone with it, saved nowhere: ${namesOf(only)}`]),
    ...(copied.length === 0 ? [] : [`gone with it, made by setup or also in your checkout: ${namesOf(copied)}`]),
    ...(again.length === 0 ? [] : [`gone with it, made again by the tools: ${namesOf(again)}`]),
    ...(clones.length === 0 ? [] : [`gone with it, repositories inside (what only they had is saved): ${clones.join(', ')}`]),
  ]
}

function namesOf(left: readonly LeftFiles[]): string {
  const folders = Map.groupBy(left, ({ path }) => (path.endsWith('/') ? path : path.replace(/[^/]+$/, '')))
  return [...folders]
    .flatMap(([folder, entries]) => {
      if (entries.length <= NAMED_IN_A_FOLDER) return entries.map(entry => `${plainText(entry.path, 300)} (${measured([entry])})`)
      return [`${entries.length} ignored files in ${folder === '' ? 'its top folder' : plainText(folder, 300)} (${measured(entries)})`]
    })
    .join(', ')
}

function measured(entries: readonly LeftFiles[]): string {
  const bytes = sizeText(entries.reduce((sum, entry) => sum + entry.bytes, 0))
  const files = entries.reduce((sum, entry) => sum + entry.files, 0)
  return entries.length === 1 && entries[0]?.path.endsWith('/') === false ? bytes : `${counted(files, 'file')}, ${bytes}`
}

function sizeText(bytes: number): string {
  const [size, unit] =
    bytes >= 1e9 ? [bytes / 1e9, 'GB'] : bytes >= 1e6 ? [bytes / 1e6, 'MB'] : bytes >= 1e3 ? [bytes / 1e3, 'kB'] : [bytes, 'B']
  return `${size >= 10 || unit === 'B' ? Math.round(size) : size.toFixed(1)} ${unit}`
}

/** The lines about one branch. A branch that was deleted because it held no work has no `BranchOutcome` and is not reported. */
export function branchLines(outcome: BranchOutcome, repo: string): readonly string[] {
  const { branch } = outcome
  if (outcome.kind === 'kept') return [`kept branch ${branch}${outcome.why === null ? ' with its work' : `: ${outcome.why}`}`]
  const [tip, ...others] = outcome.saved.filter(({ kind }) => kind === 'commits')
  const git = `git -C ${shellWord(repo)}`
  const elsewhere = outcome.inBase === null ? ', whose commits other references have' : `, all of it in ${outcome.inBase}`
  const inBase = outcome.inBase === null || tip === undefined ? '' : elsewhere
  const saved = tip === undefined ? elsewhere : `, saved as ${tip.ref}`
  const past = [...others, ...outcome.saved.filter(({ kind }) => kind === 'past')]
  return [
    `dropped branch ${branch} (${counted(outcome.commits, 'commit')})${inBase}${saved}; restore: ${git} branch ${shellWord(branch)} ${tip?.ref ?? outcome.tip}`,
    ...past.map(({ ref }) => `${INDENT}saved as ${ref}: its earlier commits; show: ${git} log --oneline ${ref}`),
  ]
}
