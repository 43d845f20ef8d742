import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { CAPABILITIES, type Capability } from '../capabilities.ts'

const RESULTS = fileURLToPath(new URL('../../results.json', import.meta.url))

const capabilitySchema = z.enum(Object.keys(CAPABILITIES) as [Capability, ...Capability[]])
const resultSchema = z.strictObject({
  proves: z.array(capabilitySchema),
  hasPassed: z.boolean(),
  version: z.string(),
  /** The day of the run. */
  date: z.iso.date(),
  /** How the czar noticed each capability. */
  saw: z.partialRecord(capabilitySchema, z.string()),
})
/** Results by agent, test file and title. */
const resultsSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), resultSchema)))

/** The result of a story's latest run with one agent. */
export type Result = z.infer<typeof resultSchema>
export type Results = z.infer<typeof resultsSchema>

export function readResults(): Results {
  return resultsSchema.parse(JSON.parse(readFileSync(RESULTS, 'utf8')))
}

export function writeResults(results: Results): void {
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
}
