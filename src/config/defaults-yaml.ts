import { stringify } from 'yaml'
import { structureOf } from './json-schema/known-keys.ts'
import { type JsonSchema, mappingOf, projectJsonSchema } from './json-schema/project-json-schema.ts'

/** The output of `czar config --defaults`: every key that has a default, with its meaning, as YAML. */
export function defaultsYaml(): string {
  const { workers, bonus, ...top } = projectJsonSchema().properties ?? {}
  return [
    '# The defaults of keys that a project file leaves out. project, repo, workers[].id and workers[].task have no default.',
    '',
    ...defaultLines({ properties: top }, ''),
    '',
    '# Each worker:',
    ...commented('workers', workers?.items),
    '',
    '# Each bonus task:',
    ...commented('bonus', bonus?.items),
    '',
    '# Each stage:',
    ...commented('stages', structureOf(top['stages']).items),
    '',
    '# Each alert:',
    ...commented('alerts', top['alerts']?.items, 'via'),
    '',
  ].join('\n')
}

function defaultLines(schema: JsonSchema, indent: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const child = mappingOf(value) ?? value
    const comment = value.description === undefined ? [] : [`${indent}# ${value.description}`]
    // The default of a value with several forms is written in one of them.
    if (value.anyOf !== undefined && value.default !== undefined) return [...comment, `${indent}${key}: ${flow(value.default)}`]
    if (child.properties !== undefined) {
      // If a key in the mapping is required, the mapping itself is optional.
      const [needed] = child.required ?? []
      if (needed !== undefined) return [...comment, ...optional(key, child, { needed, indent })]
      const inner = defaultLines(child, `${indent}  `)
      if (inner.length === 0) return []
      if (child.default !== undefined) return [...comment, `${indent}${key}:`, ...inner]
      // The defaults of the keys in this mapping count only if the mapping is written.
      return [...comment, ...[`${key}:`, ...defaultLines(child, '  ')].map(line => `${indent}# ${line}`)]
    }
    return child.default === undefined ? [] : [...comment, `${indent}${key}: ${flow(child.default)}`]
  })
}

function optional(key: string, child: JsonSchema, { needed, indent }: { needed: string; indent: string }): string[] {
  const inner = defaultLines(child, '')
  return inner.length === 0 ? [] : [`${key}:`, `  ${needed}: …`, ...inner.map(line => `  ${line}`)].map(line => `${indent}# ${line}`)
}

/** An example entry of a list, as a comment, because lists have no entries by default. */
function commented(key: string, item: JsonSchema | undefined, first = 'id'): string[] {
  return [`# ${key}:`, `#   - ${first}: …`, ...defaultLines(item ?? {}, '').map(line => `#     ${line}`)]
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim()
}
