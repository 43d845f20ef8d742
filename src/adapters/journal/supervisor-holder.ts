import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const holderSchema = z.lazy(() =>
  z.object({
    pid: z.number().int().positive(),
    host: z.string().min(1).max(255),
    /** When the process started, in ms since the epoch. */
    startedAt: z.number().int().min(0).max(8_640_000_000_000_000),
    /** The command that works on the project while no czar supervises it, for example `czar merge`. Absent: a czar supervises it. */
    command: z.string().max(80).optional(),
  }),
)
export type SupervisorHolder = z.infer<typeof holderSchema>

export function holderFile(projectDir: string): string {
  return join(projectDir, 'supervisor.json')
}

/**
 * Writes down which process supervises the project, for people to read. Only the lock decides whether a process does. The file is not
 * written in one step, so a reader who sees half of it gets no name. If there is a symbolic link in its place, the link is removed and not
 * followed.
 */
export function writeHolder(projectDir: string, holder: SupervisorHolder): void {
  const path = holderFile(projectDir)
  rmSync(path, { force: true })
  writeFileSync(path, `${JSON.stringify(holder)}\n`, { flag: 'wx', mode: 0o600 })
}

/** Says which process works on the project: `czar merge works on gateway (pid 12 on host, since …)`. */
export function sayHolder(projectDir: string, project: string): string {
  const holder = readHolder(projectDir)
  const who = holder === null ? '' : ` (pid ${holder.pid} on ${holder.host}, since ${new Date(holder.startedAt).toISOString()})`
  return holder?.command === undefined ? `a czar already supervises ${project}${who}` : `\`${holder.command}\` works on ${project}${who}`
}

/** The process that last supervised the project. null: there was none, or it no longer runs. */
export function readHolder(projectDir: string): SupervisorHolder | null {
  const holder = parseHolder(projectDir)
  return holder === null || isKnownDead(holder) ? null : holder
}

function parseHolder(projectDir: string): SupervisorHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(holderFile(projectDir), 'utf8')))
  } catch {
    // The file is missing or broken. This does no harm, because the lock keeps out a second czar, and not this file.
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
