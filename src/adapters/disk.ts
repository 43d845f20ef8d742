import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DiskPort } from '../core/ports/ports.ts'

/** The free space on this machine's disks, by statfs(2). */
export function createDisk(): DiskPort {
  return { free }
}

async function free(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    // A directory that does not exist yet will be where its nearest parent is.
    return isMissing && dirname(path) !== path ? free(dirname(path)) : null
  }
}
