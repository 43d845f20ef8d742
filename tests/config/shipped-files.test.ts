import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { defaultsYaml } from '../../src/config/defaults-yaml.ts'
import { schemaPaths, structureOf } from '../../src/config/json-schema/known-keys.ts'
import { type JsonSchema, projectJsonSchema } from '../../src/config/json-schema/project-json-schema.ts'
import { loadProject } from '../../src/config/load-project.ts'
import { starterYaml } from '../../src/config/starter-yaml.ts'
import { userConfigKeys } from '../../src/config/user/user-config-schema.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { parse } from './parse-support.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const options = {
  profilesDir: join(root, 'config/agents'),
  rolesDir: join(root, 'prompts/roles'),
  workflowsDir: join(root, 'config/workflows'),
  cloneDir: '/tmp/clones',
}

describe('config/project.schema.json', () => {
  it('is what npm run schema writes', async () => {
    const written = JSON.parse(await readFile(join(root, 'config/project.schema.json'), 'utf8'))
    expect(written).toEqual(JSON.parse(JSON.stringify(projectJsonSchema())))
  })

  it('describes every key', () => {
    expect(schemaPaths().filter(path => (schemaAt(path).description ?? '') === '')).toEqual([])
  })
})

/** The keys of a person's own config file, which the page describes too. */
const OWN_KEYS = [...userConfigKeys(0), ...userConfigKeys(1).map(key => `hosts[].${key}`)]

describe('docs/config.md', () => {
  it.each(schemaPaths())('has a row for %s with its default', async path => {
    const docs = await readFile(join(root, 'docs/config.md'), 'utf8')
    const row = docs.split('\n').find(line => line.startsWith(`| \`${path}\` |`))
    const { default: value, isRequired } = schemaAt(path)
    const said = row?.split(' | ')[2]
    expect(said).toBeDefined()
    if (isRequired) expect(said).toBe('required')
    else if (value !== undefined) expect(said).toBe(`\`${written(value)}\``)
  })

  it('names no key that does not exist', async () => {
    const docs = await readFile(join(root, 'docs/config.md'), 'utf8')
    const named = [...docs.matchAll(/^\| `([a-z_]+(?:\[\]|\.<name>)?(?:\.(?:[a-z_[\]0-9]+|<name>))*)` \| /gm)].map(([, path]) => path)
    expect(named.sort()).toEqual([...schemaPaths(), ...OWN_KEYS].sort())
  })

  it('begins with a valid example', async () => {
    const docs = await readFile(join(root, 'docs/config.md'), 'utf8')
    const example = /```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? ''
    const files = { '/home/me/fleet/tasks/models.md': 'Models', '/home/me/fleet/tasks/api.md': 'The API' }
    expect(parse(example, { files, directories: ['/home/me/gateway'] }).workers).toHaveLength(2)
  })
})

describe('czar config --defaults', () => {
  it('prints the values that a project without these keys gets', () => {
    const small = { project: 'gateway', repo: 'repo', workers: [{ id: 'one', task: 'Do it' }] }
    expect(parse(JSON.stringify({ ...parseYaml(defaultsYaml()), ...small }))).toEqual(parse(JSON.stringify(small)))
  })

  it('leaves out no default of the schema', () => {
    const printed = defaultsYaml()
    const keys = schemaPaths().filter(path => schemaAt(path).default !== undefined && !path.startsWith('agents.') && path !== 'bonus')
    for (const path of keys) expect(printed).toMatch(new RegExp(`^[# ]*${path.split('.').at(-1)}:`, 'm'))
  })
})

describe('shipped project files', () => {
  it('are valid beside a repository: config/example.yaml', async () => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory, 'gateway'))
    const files = ['example.yaml', 'example-tasks/models.md', 'example-tasks/api.md']
    for (const file of files) await copyText(join(root, 'config', file), join(directory, 'config', file))
    const project = await loadProject(join(directory, 'config/example.yaml'), options)
    expect(project.workers.map(({ id }) => id)).toEqual(['models', 'api', 'cli', 'docs'])
    expect(project.workers[0]?.task.text).toBe(await readFile(join(root, 'config/example-tasks/models.md'), 'utf8'))
    expect(project.agents).toHaveProperty('claude.kind', 'claude')
  })

  it('are valid as czar init writes them, also with names that YAML would misread', async () => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory, 'true'))
    const text = starterYaml({ project: 'null', repo: 'true', base: '1.0', agent: 'scripted', schema: './project.schema.json' })
    await writeFile(join(directory, 'czar.yaml'), text)
    const project = await loadProject(join(directory, 'czar.yaml'), options)
    expect(project).toMatchObject({
      name: 'null',
      repo: join(directory, 'true'),
      base: '1.0',
      worktreesDir: join(directory, 'true.worktrees/null'),
    })
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./project.schema.json')
  })

  it.each(['claude', 'opencode', 'command', 'scripted'])('include the valid profile %s', async name => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory, 'repo'))
    const own = name === 'command' ? 'agents: {command: {command: [cat]}}\n' : ''
    await writeFile(join(directory, 'czar.yaml'), `project: a\nrepo: repo\nagent: ${name}\nworkers: [{id: b, task: do it}]\n${own}`)
    const project = await loadProject(join(directory, 'czar.yaml'), options)
    expect(project.agents[name]).toMatchObject({ name, kind: name })
  })
})

async function copyText(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await writeFile(to, await readFile(from, 'utf8'))
}

function schemaAt(path: string): JsonSchema & { isRequired: boolean } {
  let schema: JsonSchema = projectJsonSchema()
  let isRequired = false
  for (const step of path.split('.')) {
    if (step === '<name>') {
      schema = schema.additionalProperties as JsonSchema
      continue
    }
    const key = step.replace('[]', '')
    const mapping = structureOf(schema)
    isRequired = mapping.required?.includes(key) === true
    const child = mapping.properties?.[key] ?? {}
    schema = step.endsWith('[]') ? (structureOf(child).items ?? {}) : child
  }
  return { ...schema, isRequired }
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('","', '", "')
}
