import { z } from 'zod'
import { parseJson } from '../../core/text/parse-json.ts'
import { statusFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'

const MAX_BYTES = 64 * 1024 * 1024

const witnessSchema = z.looseObject({
  project: z.string(),
  seq: z.number().int().min(0),
  journal: z.object({ id: z.string(), checksum: z.string() }).nullish(),
})

/** The journal's position as recorded in the status file. */
export type StatusWitness = z.infer<typeof witnessSchema>

/** null: the status file is missing or unreadable, and proves nothing. */
export function readStatusWitness(projectDir: string): StatusWitness | null {
  const reading = readRegularFile(statusFile(projectDir), { maxBytes: MAX_BYTES })
  if (reading.kind !== 'read') return null
  return witnessSchema.safeParse(parseJson(reading.text)).data ?? null
}
