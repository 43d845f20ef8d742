import type { Path } from '../problem.ts'
import { type JsonSchema, projectJsonSchema } from './project-json-schema.ts'

/** The keys that a mapping may have at this place of a project file. */
export function keysAt(path: Path): readonly string[] {
  let schema: JsonSchema | undefined = root()
  for (const step of path)
    schema = structureOf(typeof step === 'number' ? schema?.items : (schema?.properties?.[step] ?? entrySchema(schema)))
  return Object.keys(schema?.properties ?? {})
}

/** The schema of a value as a list or mapping, if the value may also be plain text. */
export function structureOf(schema: JsonSchema = {}): JsonSchema {
  return schema.anyOf?.find(({ items, properties }) => items !== undefined || properties !== undefined) ?? schema
}

/** Every place where a key of this name is known, such as `policy.ack_within` or `workers[].owns`. */
export function pathsOf(key: string): readonly string[] {
  return schemaPaths().filter(path => path.split('.').at(-1) === key)
}

/** The path of every key of a project file, such as `policy.nudges`, `workers[].id` or `agents.<name>.quit`. */
export function schemaPaths(): readonly string[] {
  return collect(root(), '')
}

let cached: JsonSchema | undefined
function root(): JsonSchema {
  cached ??= projectJsonSchema()
  return cached
}

/** The schema of each entry, if the keys of the mapping are names that the user chooses. */
function entrySchema(schema: JsonSchema | undefined): JsonSchema | undefined {
  return typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined
}

function collect(whole: JsonSchema, prefix: string): string[] {
  // The stages of a worker have the same keys as those of the project, so they are listed once.
  if (prefix === 'workers[].stages') return []
  const schema = structureOf(whole)
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    return [path, ...collect(child, path)]
  })
  const items = schema.items === undefined ? [] : collect(schema.items, `${prefix}[]`)
  const entry = entrySchema(schema)
  return [...own, ...items, ...(entry === undefined ? [] : collect(entry, `${prefix}.<name>`))]
}
