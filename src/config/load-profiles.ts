import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ConfigError } from '../core/model/errors.ts'
import { lazyRecord } from './lazy-record.ts'
import { type BuiltInAgent, builtInAgentSchema } from './schema/agent-schema.ts'
import { READ_ONCE } from './schema/read-once.ts'
import { explainIssue } from './text/explain-issue.ts'
import { readDocument } from './yaml/read-document.ts'

/**
 * The built-in agent profiles, by name. Each is a YAML file that is parsed only when it is first used, because a launch needs few
 * of them.
 */
export async function loadProfiles(directory: string): Promise<Readonly<Record<string, BuiltInAgent>>> {
  const files = (await readdir(directory)).filter(file => file.endsWith('.yaml')).sort()
  const texts = await Promise.all(
    files.map(async file => [basename(file, '.yaml'), await readFile(join(directory, file), 'utf8')] as const),
  )
  const byName = new Map(texts)
  return lazyRecord(byName.keys(), name => parseProfile(join(directory, `${name}.yaml`), byName.get(name) ?? ''))
}

function parseProfile(file: string, text: string): BuiltInAgent {
  const source = readDocument(text)
  if ('problems' in source) throw broken(file, source.problems)
  const result = builtInAgentSchema.safeParse(source.value, READ_ONCE)
  if (result.success) return result.data
  const problems = result.error.issues.flatMap(issue => explainIssue(issue, source.value, ['agents', '<name>']))
  throw broken(
    file,
    problems.map(problem => ({ ...source.locate({ ...problem, path: problem.path.slice(2) }), message: problem.message })),
  )
}

function broken(file: string, problems: readonly { line: number; column: number; message: string }[]): ConfigError {
  const details = problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`)
  return new ConfigError(`agent profile ${file} is not valid`, { details })
}
