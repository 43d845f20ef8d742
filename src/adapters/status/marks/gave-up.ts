import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { GaveUp } from '../../../core/model/gave-up.ts'
import { parseJson } from '../../../core/text/parse-json.ts'
import { readRegularFile } from '../files/read-regular-file.ts'
import { replaceFile } from '../files/replace-file.ts'

const schema = z.object({ version: z.literal(1), at: z.number(), ends: z.number(), hasFailed: z.boolean(), file: z.string().max(4_096) })

export function writeGaveUp(projectDir: string, gaveUp: GaveUp): void {
  replaceFile(fileIn(projectDir), `${JSON.stringify({ version: 1, ...gaveUp })}\n`)
}

/** Removes the mark. Call this when the journal has recorded the fact. */
export function clearGaveUp(projectDir: string): void {
  rmSync(fileIn(projectDir), { force: true })
}

/** The last watchdog's mark, unless a czar has run since (ms since the epoch); null: none, or it cannot be read. */
export function readGaveUp(projectDir: string, livedAt: number): GaveUp | null {
  const reading = readRegularFile(fileIn(projectDir), { maxBytes: 16_384 })
  if (reading.kind !== 'read') return null
  const parsed = schema.safeParse(parseJson(reading.text))
  if (!parsed.success || parsed.data.at < livedAt) return null
  const { version: _, ...gaveUp } = parsed.data
  return gaveUp
}

function fileIn(projectDir: string): string {
  return join(projectDir, 'watchdog.json')
}
