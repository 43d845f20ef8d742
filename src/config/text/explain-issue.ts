import type { z } from 'zod'
import { keysAt, pathsOf } from '../json-schema/known-keys.ts'
import { type Path, type Problem, quote } from '../problem.ts'
import { didYouMean } from './did-you-mean.ts'
import { keyMeantBy } from './key-synonyms.ts'

type Issue = z.core.$ZodIssue

/** Explains a mistake that zod found, in plain words: its place, the value found, and how to correct it. */
export function explainIssue(issue: Issue, raw: unknown, prefix: Path): readonly Problem[] {
  const inner = issue.path.filter(step => typeof step !== 'symbol')
  const path = [...prefix, ...inner]
  const form = issue.code === 'invalid_union' ? meantForm(issue) : undefined
  if (form !== undefined) return form.flatMap(deeper => explainIssue({ ...deeper, path: [...issue.path, ...deeper.path] }, raw, prefix))
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(key, path))
  if (path.length === 0 && (raw ?? null) === null) return [{ path, message: 'there is nothing in this file; czar init writes a first one' }]
  const { found, value } = valueAt(raw, inner)
  if (!found) return [{ path, at: 'key', message: `key ${quote(path.at(-1))} is missing; it is required` }]
  if (issue.code === 'invalid_key')
    return [{ path, at: 'key', message: `${quote(path.at(-1))} ${issue.issues[0]?.message ?? issue.message}` }]
  return [{ path, message: sentence(issue, value) }]
}

/**
 * If a value may have several forms, returns the mistakes in the form that this value has. It is undefined if the value has none of them.
 */
function meantForm({ errors }: z.core.$ZodIssueInvalidUnion): readonly Issue[] | undefined {
  return errors.find(issues => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0))
}

function unknownKey(key: string, path: Path): Problem {
  if (key === '<<') return { path: [...path, key], at: 'key', message: 'merge keys (<<) are not supported; write the keys out' }
  const known = keysAt(path)
  const meant = keyMeantBy(key, known)
  const near = didYouMean(key, known) || (meant === null ? '' : `; did you mean ${quote(meant)}?`)
  const elsewhere = pathsOf(key).filter(candidate => candidate !== key)
  const hint = near !== '' ? near : elsewhere.length > 0 ? `; it belongs at ${elsewhere.join(' or ')}` : `; known here: ${known.join(', ')}`
  return { path: [...path, key], at: 'key', message: `unknown key ${quote(key)}${hint}` }
}

function sentence(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type')
    return isFromSchema(issue) ? issue.message : `must be ${expected(issue.expected)}, not ${describe(value)}`
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    return `must be one of ${values.join(', ')}, not ${describe(value)}${typeof value === 'string' ? didYouMean(value, values) : ''}`
  }
  if (issue.code === 'invalid_union' && !isFromSchema(issue)) {
    const types = issue.errors.flatMap(errors => errors.flatMap(error => (error.code === 'invalid_type' ? [expected(error.expected)] : [])))
    return `must be ${[...new Set(types)].join(', or ')}, not ${describe(value)}`
  }
  if (issue.code === 'too_small') return `must ${bound(issue.origin, 'at least', Number(issue.minimum))}, not ${describe(value)}`
  if (issue.code === 'too_big') return `must ${bound(issue.origin, 'at most', Number(issue.maximum))}, not ${describe(value)}`
  return issue.message
}

/** Whether the schema gives this message. The messages of zod itself begin with `Invalid input`. */
function isFromSchema(issue: Issue): boolean {
  return !issue.message.startsWith('Invalid input')
}

function bound(origin: string, side: string, limit: number): string {
  if (origin === 'string') return limit === 1 && side === 'at least' ? 'not be empty' : `have ${side} ${limit} characters`
  if (origin === 'array') return `have ${side} ${limit} ${limit === 1 ? 'item' : 'items'}`
  return `be ${side} ${limit}`
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list ([a, b], or lines that begin with -)',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
}

function expected(type: string): string {
  return EXPECTED[type] ?? type
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing (the key has no value; leave it out)'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (typeof value === 'string') return value === '' ? 'empty text' : `the text ${quote(value)}`
  return typeof value === 'boolean' ? `the boolean ${value} (quote it to mean text)` : `the number ${value}`
}

function valueAt(raw: unknown, path: Path): { found: boolean; value: unknown } {
  let value = raw
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return { found: false, value: undefined }
    value = (value as Record<string | number, unknown>)[step]
  }
  return { found: true, value }
}
