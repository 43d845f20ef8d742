import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVersion, saysOwnVersion, versionIn } from '../../../src/adapters/agents/read-version.ts'
import { processorTime } from '../../support/processor-time.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

async function aProgram(script: string) {
  const directory = await temporaryDirectory()
  const program = join(directory, 'claude')
  writeFileSync(program, script)
  chmodSync(program, 0o755)
  const ask = (over: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {}) =>
    readVersion({ program, env: { PATH: process.env['PATH'] }, cwd: directory, ...over })
  return { directory, ask, path: (name: string) => join(directory, name) }
}

test("the version is read from the program's output", async () => {
  const { ask } = await aProgram('#!/bin/sh\necho "2.1.330 (Claude Code)"\n')
  expect(await ask()).toBe('2.1.330')
})

test.each([
  ['hangs', 'exec sleep 1000'],
  ['leaves a child that holds its output', 'sleep 1000 & echo $! > child; sleep 1000'],
  ['ignores every polite signal', 'trap "" TERM INT HUP; while :; do sleep 1; done'],
  ['writes without end', 'exec yes 2.1.330'],
])('a program that %s when it is run for its version is ended in time, with its child processes', async (_what, body) => {
  const { ask, path } = await aProgram(`#!/bin/sh\ncd "$(dirname "$0")"\necho $$ > pid\n${body}\n`)
  const startedAt = performance.now()
  expect(await ask({ timeoutMs: 400 })).toBeNull()
  expect(performance.now() - startedAt, 'far less than the 1,000 s of the program').toBeLessThan(100_000)
  for (const file of ['pid', 'child'].filter(name => existsSync(path(name)))) await isGone(Number(readFileSync(path(file), 'utf8')))
})

test("a child process that outlives the version's output does not delay czar, and is ended", async () => {
  const { ask, path } = await aProgram('#!/bin/sh\ncd "$(dirname "$0")"\nsleep 1000 &\necho $! > child\necho 2.1.330\n')
  const startedAt = performance.now()
  expect(await ask({ timeoutMs: 200_000 })).toBe('2.1.330')
  expect(performance.now() - startedAt, 'far less than the 200 s that the program may take').toBeLessThan(100_000)
  await isGone(Number(readFileSync(path('child'), 'utf8')))
})

test('a program that reads input or writes to the terminal when it is run for its version finds neither input nor terminal', async () => {
  const { ask, path } = await aProgram(`#!/bin/sh
cd "$(dirname "$0")"
printf 'Update now? [y/N] '; read -r answer && echo "$answer" > answered
(echo DRAWN > /dev/tty) 2> /dev/null && echo yes > drew
echo; echo 2.1.330
`)
  expect(await ask()).toBe('2.1.330')
  expect(existsSync(path('answered'))).toBe(false)
  expect(existsSync(path('drew'))).toBe(false)
})

test.each([
  ['fails', '#!/bin/sh\necho 2.1.330\nexit 1\n'],
  ['says no version', '#!/bin/sh\necho unknown option\n'],
  ['cannot be started', '#!/no/such/interpreter\n'],
  ['says nothing', '#!/bin/sh\n'],
])('a program that %s has no known version', async (_what, script) => {
  expect(await (await aProgram(script)).ask()).toBeNull()
})

test('if the caller cancels, reading the version stops at once and leaves no process', async () => {
  const { ask, path } = await aProgram('#!/bin/sh\ncd "$(dirname "$0")"\necho $$ > pid\nsleep 1000\n')
  const going = new AbortController()
  const answer = ask({ signal: going.signal })
  await until(() => existsSync(path('pid')) && readFileSync(path('pid'), 'utf8') !== '', Boolean, { what: 'its pid' })
  going.abort()
  expect(await answer).toBeNull()
  await isGone(Number(readFileSync(path('pid'), 'utf8')))
})

test.each([
  ['2.1.330 (Claude Code)', '2.1.330'],
  ['codex-cli 0.169.0', '0.169.0'],
  ['v1.18.33', '1.18.33'],
  ['gemini version 0.61.0-preview.2', '0.61.0-preview.2'],
  ['Update available 2.1.330 -> 2.2.0\n2.1.330 (Claude Code)\n', '2.1.330'],
  ['(node:1) Warning: Node 22.3.1 is too old\n2.1.330\n', '2.1.330'],
  ['\x1b[1m2.1.330\x1b[0m\r\n', '2.1.330'],
  ['\x1b]0;claude\x072.1.330', '2.1.330'],
  ['built with node 22.3.1 and v8 12.4.254', null],
  ['', null],
])('the output %j is read as version %s', (output, version) => {
  expect(versionIn(output)).toBe(version)
})

test('very long output without a version is searched quickly', async () => {
  const spentMs = await processorTime(() => {
    for (const nonsense of ['9', '9.', '9.9.9', '\x1b[', ' ', 'a-']) expect(versionIn(nonsense.repeat(60_000 / nonsense.length))).toBeNull()
  })
  expect(spentMs).toBeLessThan(1_000)
})

test.each([
  ['claude', true],
  ['/opt/claude/2.1.330/bin/claude', true],
  ['claude-2.1.330', true],
  ['npx', false],
  ['docker', false],
  ['claude-in-docker', false],
  ['./run.sh', false],
])("whether czar runs %s to learn the agent's version: %s", (program, isAsked) => {
  expect(saysOwnVersion('claude', program)).toBe(isAsked)
})

async function isGone(pid: number): Promise<void> {
  await until(() => isZombieOrGone(pid), Boolean, { what: `the end of ${pid}` })
}

function isZombieOrGone(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return true
  return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}
