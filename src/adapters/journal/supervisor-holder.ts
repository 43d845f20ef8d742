import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const holderSchema = z.lazy(() =>
  z.object({
    pid: z.number().int().positive(),
    host: z.string().min(1).max(255),
    /** Milliseconds since the epoch. */
    startedAt: z.number().int().min(0).max(8_640_000_000_000_000),
  }),
)
export type SupervisorHolder = z.infer<typeof holderSchema>

export function holderFile(projectDir: string): string {
  return join(projectDir, 'supervisor.json')
}

/**
 * Writes who holds the lock, for people to read. Only the lock decides whether it is held. The write is not atomic:
 * somebody who reads half a file gets no name. A link at the file's place is removed and not followed.
 */
export function writeHolder(projectDir: string, holder: SupervisorHolder): void {
  const path = holderFile(projectDir)
  rmSync(path, { force: true })
  writeFileSync(path, `${JSON.stringify(holder)}\n`, { flag: 'wx', mode: 0o600 })
}

/** The last recorded supervisor of the project; null: none, or its process has died. */
export function readHolder(projectDir: string): SupervisorHolder | null {
  const holder = parseHolder(projectDir)
  return holder === null || isKnownDead(holder) ? null : holder
}

function parseHolder(projectDir: string): SupervisorHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(holderFile(projectDir), 'utf8')))
  } catch {
    // The file is missing or broken. This does no harm: the lock, and not this file, keeps out a second supervisor.
    return null
  }
}

function isKnownDead(holder: SupervisorHolder): boolean {
  if (holder.host !== hostname()) return false
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
