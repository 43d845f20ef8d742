import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isTooMuch } from '../../../../src/adapters/git/repository/git-failure.ts'
import { runGitIn } from '../../../../src/adapters/git/repository/run-git.ts'
import { ToolError } from '../../../../src/core/model/errors.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

/** A `git` that runs these shell lines instead. */
async function aGit(lines: string) {
  const folder = await temporaryDirectory('git')
  const bin = join(folder, 'bin')
  await mkdir(bin)
  await writeFile(join(bin, 'git'), `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  return { cwd: folder, env: { PATH: `${bin}:/usr/bin:/bin` } }
}

async function failureOf(call: Promise<unknown>): Promise<ToolError> {
  const error = await call.catch((thrown: unknown) => thrown)
  if (!(error instanceof ToolError)) throw new Error(`no ToolError: ${String(error)}`)
  return error
}

test('invalid UTF-8 passes through git input and output unchanged', async () => {
  const call = await aGit('cat')
  const input = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('latin1')
  expect((await runGitIn(['x'], { ...call, input, bytes: true })).stdout).toBe(input)
  expect((await runGitIn(['x'], { ...call, input: 'grün ✨' })).stdout).toBe('grün ✨')
})

test("an expected exit status is an answer, and any other one is a failure with git's own message", async () => {
  const call = await aGit('echo told; echo "fatal: because" >&2; exit 3')
  expect(await runGitIn(['x'], { ...call, answers: [3] })).toEqual({ stdout: 'told\n', status: 3 })
  expect(await failureOf(runGitIn(['x'], call))).toMatchObject({
    status: 3,
    reason: 'failed',
    message: expect.stringContaining('fatal: because'),
  })
})

test('a git that ends without reading its long input causes no failure of the czar', async () => {
  const call = await aGit('exit 0')
  expect(await runGitIn(['x'], { ...call, input: 'x'.repeat(5_000_000) })).toEqual({ stdout: '', status: 0 })
})

test('a git that takes too long is ended and reported as timed out', async () => {
  const call = await aGit('exec sleep 60')
  expect(await failureOf(runGitIn(['x'], { ...call, timeoutMs: 100 }))).toMatchObject({ reason: 'timeout', status: null })
})

test('a folder that does not exist is not taken for a git that is missing', async () => {
  const { cwd, env } = await aGit('exit 0')
  const error = await failureOf(runGitIn(['x'], { cwd: join(cwd, 'gone'), env }))
  expect(error).toMatchObject({ reason: 'target-gone', message: `git x failed in ${cwd}/gone: this folder does not exist` })
  expect(await failureOf(runGitIn(['x'], { cwd, env: { PATH: cwd } }))).toMatchObject({ reason: 'missing' })
})

test('a git that somebody kills counts as failed, not as timed out', async () => {
  const call = await aGit('kill -9 $$')
  expect(await failureOf(runGitIn(['x'], call))).toMatchObject({ reason: 'failed', status: null })
})

test('a git that prints more than the limit is told apart from one that fails', async () => {
  const error = await failureOf(runGitIn(['x'], await aGit("head -c 70000000 /dev/zero | tr '\\0' x")))
  expect(isTooMuch(error)).toBe(true)
  expect(isTooMuch(await failureOf(runGitIn(['x'], await aGit('exit 3'))))).toBe(false)
})

test("git's output that was cut is not taken as complete, although git ended with status 0", async () => {
  const end = { status: 0, stdout: 'a part', stderr: '', timedOut: false, isTooMuch: true, failure: 'maxBuffer exceeded' }
  expect(isTooMuch(await failureOf(runGitIn(['x'], await aGit('exit 0'), async () => end)))).toBe(true)
})

test('without git the failure names the missing git', async () => {
  const { cwd } = await aGit('exit 0')
  expect(await failureOf(runGitIn(['x'], { cwd, env: { PATH: cwd } }))).toMatchObject({ reason: 'missing' })
})
