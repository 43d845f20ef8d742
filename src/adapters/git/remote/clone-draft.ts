import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** An unfinished clone, in a folder beside the place where it will be. */
export interface CloneDraft {
  /** The path to which git clones. Nothing exists there yet. */
  readonly repository: string
  /** Deletes everything that is left of the unfinished clone. */
  discard(): Promise<void>
}

const LOCK = 'lock.sqlite'
const REPOSITORY = 'repository'

/**
 * Creates the folder for a clone and locks it as long as this process runs. However the process ends, the system then releases the lock.
 */
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

/** Deletes unfinished clones whose processes have ended. A folder is deleted only if it contains nothing but what git makes. */
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
    // A git process may still run after the czar that started it has ended, and still write there. Then the next attempt deletes the
    // folder.
    await rm(folder, { recursive: true, force: true }).catch(() => {})
  } finally {
    lock.close()
  }
}

/** Whether the folder contains only a lock and a clone without files. Anything else may belong to a person. */
async function isOurs(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((): string[] => [])
  const inside = entries.includes(REPOSITORY) ? await readdir(join(folder, REPOSITORY)).catch(() => ['?']) : []
  const isLock = (name: string) => name === LOCK || name === `${LOCK}-journal`
  return entries.includes(LOCK) && entries.every(name => isLock(name) || name === REPOSITORY) && inside.every(name => name === '.git')
}

/**
 * Takes the lock of an unfinished clone whose process has ended. Returns null if that process still runs, or if the file is not a lock.
 */
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
