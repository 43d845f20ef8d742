import { rm, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { ToolError } from '../../../core/model/errors.ts'
import { processesInside } from '../../processes/processes-inside.ts'

const PATIENCE_MS = 60_000
const LOOK_AGAIN_MS = 50
/** On a system without /proc, czar takes a lock for abandoned if it has not changed for this long. */
const FROZEN_MS = 10_000

/**
 * Removes a lock file that is left if git was killed. `folder` is the directory in which that git was started. While any process works
 * there, this waits, because the process may still have the lock: a git process can outlive the czar that started it.
 */
export async function clearStaleLock(lock: string, folder: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const found = await stat(lock).catch(() => null)
    if (found === null) return
    if (!(await mayBeHeld(found.mtimeMs, folder))) return rm(lock, { force: true })
    if (performance.now() > deadline) throw stillHeld(lock, folder)
    await delay(LOOK_AGAIN_MS)
  }
}

async function mayBeHeld(modifiedAt: number, folder: string): Promise<boolean> {
  if (process.platform === 'linux') return (await processesInside(folder)).length > 0
  return Date.now() - modifiedAt < FROZEN_MS
}

function stillHeld(lock: string, folder: string): ToolError {
  return new ToolError(`${lock} is held by a process that works in ${folder}`, {
    command: ['git'],
    cwd: folder,
    reason: 'refused',
    hint: `end the processes that work in ${folder}, then run it again`,
  })
}
