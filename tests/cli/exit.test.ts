import { readFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { reportFailure } from '../../src/cli/exit.ts'
import {
  CancelledError,
  ConfigError,
  EXIT_CODES,
  InternalError,
  PreconditionError,
  ToolError,
  UsageError,
} from '../../src/core/model/errors.ts'
import { recordedIo } from './support/run-in-process.ts'

test.each([
  [new UsageError('wrong'), 2],
  [new ConfigError('wrong'), 2],
  [new PreconditionError('not so'), 3],
  [new ToolError('failed', { command: ['git'], reason: 'failed' }), 1],
  [new CancelledError(), 130],
  [new InternalError('impossible'), 1],
])('an error of kind %s ends the process with status %i', (error, code) => {
  expect(reportFailure(error, recordedIo().io)).toBe(code)
})

test('each kind of error has the exit code that the docs list', () => {
  const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8')
  const listed = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  expect(listed).toEqual([0, 1, 2, 3, 130])
  expect(new Set(Object.values(EXIT_CODES))).toEqual(new Set(listed.slice(1)))
})

test("an error shows what failed, each finding, the tool's output, and the next command", () => {
  const { io, stderr, stdout } = recordedIo()
  const facts = {
    command: ['git', 'push'],
    reason: 'failed',
    stderr: 'fatal: no\n',
    details: ['a:1:1: x', 'a:2:1: y'],
    hint: 'git status',
  } as const
  reportFailure(new ToolError('git push failed', facts), io)
  expect(stderr()).toBe('czar: git push failed\n  a:1:1: x\n  a:2:1: y\n  fatal: no\n  next: git status\n')
  expect(stdout()).toBe('')
})

test("a tool's output in an error cannot control the terminal", () => {
  const { io, stderr } = recordedIo()
  reportFailure(new ToolError('failed \x1b[2J', { command: ['x'], reason: 'failed', stderr: '\x1b]0;evil\x07said' }), io)
  expect(stderr()).toBe('czar: failed \n  said\n')
})

test('the stack of a bug in czar is written to a file, or shown with CZAR_DEBUG=1', async () => {
  const { io, stderr } = recordedIo()
  expect(reportFailure(new TypeError('x is not a function'), io)).toBe(1)
  const file = /the stack is in (.*)\n/.exec(stderr())?.[1] ?? ''
  expect(stderr()).toMatch(/^czar: unexpected: x is not a function\n/)
  expect(await readFile(file, 'utf8')).toContain('exit.test.ts')
  await rm(file)
  const debug = recordedIo({ env: { CZAR_DEBUG: '1' } })
  reportFailure(new TypeError('x is not a function'), debug.io)
  expect(debug.stderr()).toContain('exit.test.ts')
})
