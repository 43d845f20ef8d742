import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { parseJson } from '../../../core/text/parse-json.ts'

/**
 * The content of Claude Code's `sessions/<pid>.json` (undocumented, since 2.1.139). It is right even where no hook runs, for example after
 * Esc.
 */
const statusSchema = z.object({
  status: z.enum(['idle', 'busy', 'waiting']),
  waitingFor: z.string().optional(),
  /** Time in ms since the epoch. */
  statusUpdatedAt: z.number(),
  procStart: z.union([z.string(), z.number()]).transform(String).optional(),
})
export type ClaudeStatus = z.infer<typeof statusSchema>

/**
 * Reads the status of the process with this pid. Returns null if there is none, or if an earlier process with the same pid wrote the file.
 */
export async function readStatusFile(sessionsDirectory: string, pid: number): Promise<ClaudeStatus | null> {
  const text = await readFile(join(sessionsDirectory, `${pid}.json`), 'utf8').catch(() => null)
  if (text === null) return null
  const parsed = statusSchema.safeParse(parseJson(text))
  if (!parsed.success) return null
  const start = await processStart(pid)
  // The file is left behind after kill -9, and another process may get the same pid. So the start time of the process is compared.
  const isOfAnother = start !== null && parsed.data.procStart !== undefined && parsed.data.procStart !== start
  return isOfAnother ? null : parsed.data
}

/** Turns the status into an observation for czar. */
export function statusObservation({ status, waitingFor }: ClaudeStatus): AgentObservation {
  return {
    kind: 'turn',
    turn: status,
    waitingFor: status !== 'waiting' ? null : (waitingFor ?? 'permission').includes('permission') ? 'permission' : 'dialog',
    text: null,
    evidence: `status file says ${status}`,
    strength: 'exact',
  }
}

// Reads the process's start time (field 22) from /proc/PID/stat. The name in parentheses may contain anything, so fields are counted after
// the last `)`.
async function processStart(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return line === null ? null : (line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null)
}
