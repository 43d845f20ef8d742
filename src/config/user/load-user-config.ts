import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { ConfigError } from '../../core/model/errors.ts'
import { counted } from '../../core/text/counted.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { type Path, type Problem, quote, sayProblem } from '../problem.ts'
import { decodeUtf8 } from '../text/decode-utf8.ts'
import { didYouMean } from '../text/did-you-mean.ts'
import { readDocument, type SyntaxProblem } from '../yaml/read-document.ts'
import { type UserConfig, userConfigKeys, userConfigOf, userConfigSchema } from './user-config-schema.ts'

const EMPTY: UserConfig = { hosts: [] }

/**
 * Reads a person's config file. A file that does not exist is an empty one. If there are mistakes, throws a ConfigError whose `details`
 * list them all as `file:line:column: message`.
 */
export async function loadUserConfig(file: string): Promise<UserConfig> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    // ENOTDIR: a part of the path is a file.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new ConfigError(`config file ${file} cannot be read: ${error.message}`, { hint: `ls -l ${shellWord(file)}`, cause: error })
  })
  if (bytes === null) return EMPTY
  const decoded = decodeUtf8(bytes)
  if ('offset' in decoded) throw mistakes(file, [{ line: decoded.line, column: 1, message: 'this is not UTF-8; save the file as UTF-8' }])
  return parseUserConfig(decoded.text, file)
}

export function parseUserConfig(text: string, file: string): UserConfig {
  const source = readDocument(text)
  if ('problems' in source) throw mistakes(file, source.problems)
  // A file that has only comments, and a `hosts:` without a value, set nothing.
  const value = withoutNulls(source.value ?? {})
  const parsed = userConfigSchema.safeParse(value)
  const config = parsed.success ? userConfigOf(parsed.data) : EMPTY
  const problems = parsed.success ? duplicateHosts(config) : parsed.error.issues.flatMap(explain)
  if (problems.length === 0) return config
  throw mistakes(
    file,
    problems.map(problem => ({ ...source.locate(problem), message: sayProblem(problem) })),
  )
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, given]) => given !== null))
}

function explain(issue: z.core.$ZodIssue): readonly Problem[] {
  const path: Path = issue.path.filter(step => typeof step !== 'symbol')
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return issue.keys.map(key => {
    const known = userConfigKeys(path.length)
    const help = didYouMean(key, known) || `; known here: ${known.join(', ')}`
    return { path: [...path, key], at: 'key', message: `unknown key ${quote(key)}${help}` }
  })
}

function duplicateHosts({ hosts }: UserConfig): readonly Problem[] {
  return hosts.flatMap(({ name }, index) =>
    hosts.findIndex(host => host.name === name) < index
      ? [{ path: ['hosts', index], message: `the host ${quote(name)} is in the list already; keep one` }]
      : [],
  )
}

function mistakes(file: string, problems: readonly SyntaxProblem[]): ConfigError {
  const sorted = problems.toSorted((one, other) => one.line - other.line || one.column - other.column)
  const details = [...new Set(sorted.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`))]
  return new ConfigError(`${file} is not a valid config file: ${counted(details.length, 'error')}`, {
    details,
    hint: `cat -n ${shellWord(file)}   # shows the file with the numbers of its lines`,
  })
}
