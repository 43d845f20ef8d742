import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Starved } from '../../../core/model/starved.ts'
import { parseJson } from '../../../core/text/parse-json.ts'
import { readRegularFile } from '../files/read-regular-file.ts'

const schema = z.object({ version: z.literal(1), at: z.number(), seconds: z.number(), isEnded: z.boolean() })

/** The file that a watchdog writes if its czar gives no sign of life, or if it killed its czar for this reason. */
export function starvedFile(projectDir: string): string {
  return join(projectDir, 'starved.json')
}

/** Removes the note. Call this after the journal has recorded what it says. */
export function clearStarved(projectDir: string): void {
  rmSync(starvedFile(projectDir), { force: true })
}

/** Reads the note. null: there is none, or it cannot be read. */
export function readStarved(projectDir: string): Starved | null {
  const reading = readRegularFile(starvedFile(projectDir), { maxBytes: 4_096 })
  if (reading.kind !== 'read') return null
  const parsed = schema.safeParse(parseJson(reading.text))
  if (!parsed.success) return null
  const { version: _, ...starved } = parsed.data
  return starved
}
