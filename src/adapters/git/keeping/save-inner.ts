import type { SavedWork } from '../../../core/ports/worktree-stock.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { keepPast } from './keep-past.ts'
import { commitSnapshot, snapshotCheckout } from './save-checkout.ts'
import { transferCommits } from './transfer-commits.ts'
import type { Part } from './worktree-parts.ts'

interface Named {
  /** Path relative to the repository's folder. */
  readonly name: string
  readonly oid: string
}

/**
 * Copies what only a nested repository has (commits of every branch, tag and stash, and uncommitted work) into the outer
 * repository. The names of the copies end like the original names. Returns null if everything exists elsewhere too.
 */
export async function saveInner(repository: Repository, worker: string, part: Part): Promise<SavedWork | null> {
  const named = [...(await snapshotOf(repository, part)), ...ownTips(part)]
  const past = part.kind === 'inside' ? await keepPast(repository, part) : null
  if (past !== null) named.push({ name: 'past', oid: past })
  if (named.length === 0) return null
  const oids = [...new Set(named.map(({ oid }) => oid))]
  await transferCommits(repository, oids, part.stores)
  const ref = await freeFolder(repository, worker)
  const lines = named.map(({ name, oid }) => `create ${ref}/${name} ${oid}\n`)
  await runGit(repository, ['update-ref', '--stdin'], { input: lines.join('') })
  return { ref, kind: 'repository', count: part.unkept.commits.size + part.past.heads.length, place: part.place }
}

async function snapshotOf(repository: Repository, { checkout, changes, kind, place, unkept, stores }: Part): Promise<readonly Named[]> {
  if (checkout === null || changes.changed.length === 0) return []
  // A commit that the outer repository shares is not copied, because that would bring in the whole history of a clone.
  const isOwn = kind === 'inside' && checkout.head !== null && unkept.commits.has(checkout.head)
  const snapshot = await snapshotCheckout(repository, checkout)
  const title = `Uncommitted work in ${place}, on ${checkout.head ?? 'no commit'}`
  const commit = { head: isOwn ? checkout.head : null, stores, title }
  const oid = await commitSnapshot(repository, { ...snapshot, index: isOwn ? snapshot.index : null }, commit)
  return [{ name: 'uncommitted', oid }]
}

/** All names that hold a commit found nowhere else. */
function ownTips({ tips, unkept, kind }: Part): readonly Named[] {
  if (kind !== 'inside') return []
  const found = new Map<string, string>()
  for (const { name, oid } of tips) {
    const isName = /^(?:refs\/|[A-Z_]+$)/.test(name) && !found.has(name)
    if (isName && unkept.objects.has(oid)) found.set(name.replace(/^refs\//, ''), oid)
  }
  const covered = new Set(found.values())
  const rest = unkept.heads.filter(head => !covered.has(head))
  return [...[...found].map(([name, oid]) => ({ name, oid })), ...rest.map((oid, at) => ({ name: `others/${at + 1}`, oid }))]
}

/** The first unused `refs/czar/rescue/<worker>/inner-<n>`. */
async function freeFolder(repository: Repository, worker: string): Promise<string> {
  const names = await askGit(repository, ['for-each-ref', '--format=%(refname)', `refs/czar/rescue/${worker}/`])
  const taken = names.split('\n').map(name => Number(/\/inner-(\d+)\//.exec(name)?.[1] ?? 0))
  return `refs/czar/rescue/${worker}/inner-${Math.max(0, ...taken) + 1}`
}
