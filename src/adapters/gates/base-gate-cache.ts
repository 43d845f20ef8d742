import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { BaseGate } from '../../core/model/gates/base-gate.ts'
import type { BaseGateCache, BaseGateQuestion } from '../../core/ports/base-gates-port.ts'
import { parseJson } from '../../core/text/parse-json.ts'

/** A result also depends on the programs that are installed. They may change, so a result is kept for a week only. */
const KEPT_MS = 7 * 24 * 3_600_000

const keptGate = z.object({
  command: z.string(),
  outcome: z.enum(['passed', 'failed', 'empty', 'timeout']),
  exitCode: z.number().nullable(),
  durationMs: z.number(),
  program: z.null(),
  says: z.string(),
  leavesFiles: z.boolean(),
})

/**
 * Stores the results of commands on base, one file for each command and base. A missing, old or damaged file counts as no result. If a
 * result cannot be written, czar runs the command again next time. Long: the inner functions share the folder.
 */
export function createBaseGateCache(directory: string, now: () => number): BaseGateCache {
  const fileOf = (question: BaseGateQuestion) => join(directory, `${keyOf(question)}.json`)
  let isTidy = false

  function dropOld(): void {
    if (isTidy) return
    isTidy = true
    for (const name of readdirSync(directory)) {
      const path = join(directory, name)
      if (isOld(path)) rmSync(path, { force: true })
    }
  }

  function isOld(path: string): boolean {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats === undefined || now() - stats.mtimeMs > KEPT_MS
  }

  return {
    read(question) {
      try {
        const path = fileOf(question)
        if (isOld(path)) return null
        const read = keptGate.safeParse(parseJson(readFileSync(path, 'utf8')))
        return read.success && read.data.command === question.command ? (read.data satisfies BaseGate) : null
      } catch {
        return null
      }
    },
    write(question, gate) {
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 })
        dropOld()
        const path = fileOf(question)
        const temporary = `${path}.${randomUUID()}.new`
        writeFileSync(temporary, `${JSON.stringify(gate)}\n`, { mode: 0o600 })
        renameSync(temporary, path)
      } catch {
        // The disk is full or not writable. The command then runs again next time.
      }
    },
  }
}

function keyOf({ commit, command, after, setup, env, timeoutMs }: BaseGateQuestion): string {
  const variables = Object.entries(env).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([commit, command, after, setup, variables, timeoutMs]))
    .digest('hex')
}
