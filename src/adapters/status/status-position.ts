import { z } from 'zod'
import { parseJson } from '../../core/text/parse-json.ts'
import { statusFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'

const MAX_BYTES = 64 * 1024 * 1024

const positionSchema = z.looseObject({
  project: z.string(),
  seq: z.number().int().min(0),
  journal: z.object({ id: z.string(), checksum: z.string() }).nullish(),
})

/** How far the journal went when the status file was written. With this position, czar notices if the journal has become shorter. */
export type StatusPosition = z.infer<typeof positionSchema>

/** Reads the position from the status file. null: the file is missing or unreadable, so it says nothing about the journal. */
export function readStatusPosition(projectDir: string): StatusPosition | null {
  const reading = readRegularFile(statusFile(projectDir), { maxBytes: MAX_BYTES })
  if (reading.kind !== 'read') return null
  return positionSchema.safeParse(parseJson(reading.text)).data ?? null
}
