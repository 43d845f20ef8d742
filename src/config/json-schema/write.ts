import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { projectJsonSchema } from './project-json-schema.ts'

/** `npm run schema`: writes config/project.schema.json, which editors find by the first line of a project file. */
const target = fileURLToPath(new URL('../../../config/project.schema.json', import.meta.url))
writeFileSync(target, `${JSON.stringify(projectJsonSchema(), null, 2)}\n`)
