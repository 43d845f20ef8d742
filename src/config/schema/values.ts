import { z } from 'zod'
import { parseGlob } from '../../core/territory/parse-glob.ts'
import { findPattern, patternProblem } from '../../core/text/linear-pattern.ts'
import { quote } from '../problem.ts'
import { branchProblem } from '../text/branch-name.ts'

/** The basic values of a project file. Each has a message that says how to correct a wrong value. */

export const projectName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, {
  // Only listed characters are allowed: in session names, tmux 3.3a turns '.' and ':' into '_' and executes '#(…)'.
  error: issue =>
    `${quote(issue.input)} must be lower-case letters, digits and _, begin with a letter, at most 40${suggest(issue.input, '_')}`,
})

/** The name of an account at a provider of models. The user may choose it freely. */
export const accountName = z.string().regex(/^[\w.@+-]{1,80}$/, 'must be letters, digits and . _ @ + -, at most 80')

/** The name of a model, as its provider writes it, such as `claude-opus-5` or `openai/gpt-5.2-codex`. */
export const modelName = z.string().regex(/^[\w.:/@-]{1,100}$/, 'must be the name of a model')

export const profileName = z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/, 'must be lower-case letters, digits, _ and -')

/** Names that no worker may have, because `all` means every worker in `czar tell all`. */
const RESERVED = ['all']

export const workerId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,30}$/, {
    error: issue =>
      `${quote(issue.input)} must be lower-case letters, digits, _ and -, begin with a letter, at most 31${suggest(issue.input, '_')}`,
  })
  .refine(id => !RESERVED.includes(id), { error: issue => `${quote(issue.input)} is a reserved word` })

export const branchName = z.string().superRefine((name, context) => {
  const problem = branchProblem(name)
  if (problem !== null) context.addIssue({ code: 'custom', message: `${quote(name)} is not a branch name that git accepts: ${problem}` })
})

export const glob = z.string().superRefine((pattern, context) => {
  const parsed = parseGlob(pattern)
  if ('problem' in parsed) context.addIssue({ code: 'custom', message: `${quote(pattern)}: ${parsed.problem}` })
})

/** A pattern that is searched on an agent's screen. It is a regular expression that runs in linear time (RE2), with the flag m. */
export const screenPattern = z
  .string()
  .min(1)
  .superRefine((pattern, context) => {
    const problem = patternProblem(pattern)
    if (problem !== null)
      context.addIssue({ code: 'custom', message: `${quote(pattern)} is not a regular expression that czar accepts: ${problem}` })
  })

/**
 * A pattern that matches when an account is at its limit. A pattern that matches every screen is refused, because it would block the account
 * for ever.
 */
export const limitPattern = screenPattern.refine(pattern => !matchesEmptyScreen(pattern), {
  error: issue => `${quote(issue.input)} matches an empty screen`,
})

/**
 * Whether the pattern matches even an empty screen. Returns false for a pattern that is not a regular expression, because that mistake is
 * already reported.
 */
function matchesEmptyScreen(pattern: string): boolean {
  return patternProblem(pattern) === null && findPattern(pattern, '') !== null
}

export const shellCommand = z.string().regex(/\S/, 'must be a shell command, not empty').refine(hasNoNul, 'must not contain NUL')

export const argument = z.string().refine(hasNoNul, 'must not contain NUL')

export const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a name of letters, digits and _')

/** Environment variables. Values stay as they are written, even numbers and booleans: `1.10` stays `1.10`. */
export const environment = z.record(
  variableName.refine(name => !['CZAR_WORKER', 'CZAR_PROJECT', 'CZAR_SOCKET'].includes(name), 'is set by czar itself'),
  z.union([z.string().refine(hasNoNul, 'must not contain NUL'), z.number(), z.boolean()], {
    error: 'must be text, a number or a boolean; for an empty value write ""',
  }),
)

function hasNoNul(text: string): boolean {
  return !text.includes('\0')
}

function suggest(input: unknown, filler: string): string {
  const slug = String(input)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, filler)
    .replace(/^[^a-z]+/, '')
    .replace(/_+$/, '')
    .slice(0, 31)
  return slug === '' ? '' : `; did you mean ${quote(slug)}?`
}
