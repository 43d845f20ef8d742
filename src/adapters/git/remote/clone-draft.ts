import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** An unfinished clone, beside the place where it is to be. */
export interface CloneDraft {
  /** The path to clone to; it does not exist yet. */
  readonly repository: string
  /** Removes everything that remains of the draft. */
  discard(): Promise<void>
}

const LOCK = 'lock.sqlite'
const REPOSITORY = 'repository'

/** Makes a draft that is locked while its maker runs. However the maker ends, the system releases the lock. */
export async function beginDraft(path: string): Promise<CloneDraft> {
  const folder = await mkdtemp(`${prefixOf(path)}`)
  const lock = new DatabaseSync(join(folder, LOCK))
  lock.exec('BEGIN EXCLUSIVE')
  return {
    repository: join(folder, REPOSITORY),
    async discard() {
      await rm(folder, { recursive: true, force: true })
      lock.close()
    },
  }
}

/** Removes drafts of this clone whose processes are gone, if the drafts contain only what git makes. */
export async function clearDrafts(path: string): Promise<void> {
  const parent = dirname(path)
  const names = (await readdir(parent)).filter(name => join(parent, name).startsWith(prefixOf(path)))
  await Promise.all(names.map(name => clear(join(parent, name))))
}

async function clear(folder: string): Promise<void> {
  if (!(await isOurs(folder))) return
  const lock = lockOfTheGone(join(folder, LOCK))
  if (lock === null) return
  try {
    // A git process that outlived its maker may still write there. Then the next attempt removes the draft.
    await rm(folder, { recursive: true, force: true }).catch(() => {})
  } finally {
    lock.close()
  }
}

/** Whether the folder holds only a lock and a clone without checkout; anything else may belong to a person. */
async function isOurs(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((): string[] => [])
  const inside = entries.includes(REPOSITORY) ? await readdir(join(folder, REPOSITORY)).catch(() => ['?']) : []
  const isLock = (name: string) => name === LOCK || name === `${LOCK}-journal`
  return entries.includes(LOCK) && entries.every(name => isLock(name) || name === REPOSITORY) && inside.every(name => name === '.git')
}

/** Takes the lock of a draft whose process is gone. Returns null if that process still runs, or if the file is no lock. */
function lockOfTheGone(file: string): DatabaseSync | null {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch {
    lock.close()
    return null
  }
}

function prefixOf(path: string): string {
  return join(dirname(path), `.${basename(path)}-clone-`)
}
