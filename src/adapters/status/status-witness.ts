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

/** What the status file has seen of the journal. */
export type StatusWitness = z.infer<typeof witnessSchema>

/** null: there is no status file, or it cannot be read; it says nothing then. */
export function readStatusWitness(projectDir: string): StatusWitness | null {
  const reading = readRegularFile(statusFile(projectDir), { maxBytes: MAX_BYTES })
  if (reading.kind !== 'read') return null
  return witnessSchema.safeParse(parseJson(reading.text)).data ?? null
}
