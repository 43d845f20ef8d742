import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DiskPort } from '../core/ports/ports.ts'

/** Creates the port that reads the free space on this machine's disks with statfs(2). */
export function createDisk(): DiskPort {
  return { free }
}

async function free(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    // A directory that does not exist yet will be on the same disk as the nearest folder above it.
    return isMissing && dirname(path) !== path ? free(dirname(path)) : null
  }
}
