import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Makes a new directory and returns its path without symbolic links. It is removed when the test ends. */
export async function temporaryDirectory(prefix = 'czar-'): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), prefix)))
  onTestFinished(() => rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }))
  return path
}
