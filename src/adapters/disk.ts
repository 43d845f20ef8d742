import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DiskPort } from '../core/ports/ports.ts'

/** The disks of this machine, as statfs(2) has them. */
export function createDisk(): DiskPort {
  return { free }
}

async function free(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    // What is not made yet will lie where its nearest parent lies.
    return isMissing && dirname(path) !== path ? free(dirname(path)) : null
  }
}
