import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { collectHints, nameOf } from './collect-hints.ts'
import { NOT_RUN } from './not-run.ts'

const TESTS = fileURLToPath(new URL('../', import.meta.url))
const VERBS = fileURLToPath(new URL('../../src/cli/verbs/', import.meta.url))
const hints = collectHints()
const names = hints.map(nameOf)
const stories = globSync('{e2e/stories,faults,hints/stories}/**/*.ts', { cwd: TESTS }).map(file => readFileSync(`${TESTS}${file}`, 'utf8'))
const isRun = (name: string) => stories.some(text => text.includes(`'${name}'`) || text.includes(`\`${name}\``))

test('each hint in the source is followed by a story, or a table has the reason why not', () => {
  expect(names.filter(name => !isRun(name) && NOT_RUN[name] === undefined)).toEqual([])
})

test('the table names only existing hints that no story follows, each with a whole sentence', () => {
  const stale = Object.keys(NOT_RUN).filter(name => !names.includes(name) || isRun(name))
  expect(stale).toEqual([])
  expect(Object.values(NOT_RUN).filter(why => !/^[A-Z].*\.$/.test(why))).toEqual([])
})

test('a hint that begins with a command is one line of shell, and text after it is a comment', () => {
  const lines = hints.map(({ text }) => text).filter(text => /^(?:czar|git|rm|mv|ls|df|du|kill|chmod|cat|cd|export|mkdir|ps) /.test(text))
  expect(lines.length).toBeGreaterThan(100)
  const script = lines.map(line => `: ; ${line.replaceAll('{}', 'WORD').replaceAll('"…"', '"words"')}`).join('\n')
  execFileSync('bash', ['-n'], { input: script })
  expect(lines.filter(line => / {3}(?!#)/.test(line))).toEqual([])
})

test('each verb that a hint names exists', () => {
  const verbs = new Set(globSync('*/*.ts', { cwd: VERBS }).map(file => basename(file, '.ts')))
  const named = hints.flatMap(({ text }) => [...text.matchAll(/(?:^|: |; |&& |then: |or: )czar ([a-z]+)/g)].map(([, verb = '']) => verb))
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(verb => !verbs.has(verb))).toEqual([])
})
