import { z } from 'zod'
import { projectSchema } from '../schema/project-schema.ts'

/** The part of JSON Schema that the project's schema uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly [other: string]: unknown
}

/** The schema of a value, or its mapping form if the value may have several forms. */
export function mappingOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.anyOf?.find(form => form.properties !== undefined) ?? schema
}

/** The JSON Schema (draft-7) of a project file as a person writes it, for editors. */
export function projectJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(projectSchema, { io: 'input', target: 'draft-7' }) as JsonSchema
  return {
    ...schema,
    title: 'Czar project',
    description: 'A fleet of coding agents: the repository, the workers, the bonus tasks, the policy.',
  }
}
