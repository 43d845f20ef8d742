import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findingsJsonSchema } from './findings-json-schema.ts'
import { projectJsonSchema } from './project-json-schema.ts'

/**
 * Writes two files for `npm run schema`: config/project.schema.json, which editors find by the first line of a project file, and
 * config/findings.schema.json, for reviewers.
 */
function write(name: string, schema: object): void {
  const target = fileURLToPath(new URL(`../../../config/${name}.schema.json`, import.meta.url))
  writeFileSync(target, `${JSON.stringify(schema, null, 2)}\n`)
}

write('project', projectJsonSchema())
write('findings', findingsJsonSchema())
