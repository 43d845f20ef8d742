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

/** Removes the watchdog's note. Call this after the journal has recorded what it says. */
export function clearGaveUp(projectDir: string): void {
  rmSync(fileIn(projectDir), { force: true })
}

/**
 * Reads the watchdog's note that it no longer restarts czar. A note from before `livedAt` (ms since the epoch), when a czar ran, does not
 * count. null: there is no such note, or it cannot be read.
 */
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
