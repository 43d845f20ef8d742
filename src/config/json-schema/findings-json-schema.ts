import { z } from 'zod'
import { findingsFileSchema } from '../../core/events/review/findings.ts'
import type { JsonSchema } from './project-json-schema.ts'

/** JSON Schema (draft-7) of a reviewer's findings file. */
export function findingsJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(findingsFileSchema, { io: 'input', target: 'draft-7' }) as JsonSchema
  return { ...schema, title: 'Czar findings', description: 'What a reviewer found: `czar report review --file`.' }
}
