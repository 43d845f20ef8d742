import type { SavedWork } from '../../../core/ports/worktree-stock.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { keepPast } from './keep-past.ts'
import { commitSnapshot, snapshotCheckout } from './save-checkout.ts'
import { transferCommits } from './transfer-commits.ts'
import type { Part } from './worktree-parts.ts'

interface Named {
  /** The path relative to the folder of the repository. */
  readonly name: string
  readonly oid: string
}

/**
 * Copies into the outer repository what only a repository inside the worktree has: commits of all its branches, tags and stashes, and
 * uncommitted changes. The name of each copy ends with the original name. Returns null if everything also exists elsewhere.
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
  // If the outer repository already has the commit, it is not copied. Otherwise the whole history of a clone would be copied.
  const isOwn = kind === 'inside' && checkout.head !== null && unkept.commits.has(checkout.head)
  const snapshot = await snapshotCheckout(repository, checkout)
  const title = `Uncommitted work in ${place}, on ${checkout.head ?? 'no commit'}`
  const commit = { head: isOwn ? checkout.head : null, stores, title }
  const oid = await commitSnapshot(repository, { ...snapshot, index: isOwn ? snapshot.index : null }, commit)
  return [{ name: 'uncommitted', oid }]
}

/** All names that point to a commit which exists nowhere else. */
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

/** The first name of the form `refs/czar/rescue/<worker>/inner-<n>` that is not used yet. */
async function freeFolder(repository: Repository, worker: string): Promise<string> {
  const names = await askGit(repository, ['for-each-ref', '--format=%(refname)', `refs/czar/rescue/${worker}/`])
  const taken = names.split('\n').map(name => Number(/\/inner-(\d+)\//.exec(name)?.[1] ?? 0))
  return `refs/czar/rescue/${worker}/inner-${Math.max(0, ...taken) + 1}`
}
