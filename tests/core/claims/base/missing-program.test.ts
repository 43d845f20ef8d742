import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { missingProgram } from '../../../../src/core/claims/base/missing-program.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

/** Runs the command with a real shell, and asks what its end means. */
async function tried(command: string, { shell = 'sh', files = {} }: { shell?: string; files?: Record<string, string> } = {}) {
  const cwd = await temporaryDirectory()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true })
    writeFileSync(join(cwd, name), text)
    if (text.startsWith('#!')) chmodSync(join(cwd, name), 0o755)
  }
  try {
    execFileSync(shell, ['-c', command], { cwd, stdio: 'pipe', env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' } })
    return 'passed'
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: Buffer; stderr: Buffer }
    return missingProgram(command, status, `${stdout}${stderr}`)
  }
}

const SHELLS = ['/bin/dash', '/bin/bash'].filter(path => existsSync(path))

test.each(SHELLS)('a program that is not on PATH is named by the command (%s)', async shell => {
  const missing = { program: 'golangci-lintx', isNamed: true, isForbidden: false }
  expect(await tried('golangci-lintx run', { shell })).toEqual(missing)
  expect(await tried('true && CI=1 golangci-lintx run ./...', { shell })).toEqual(missing)
  expect(await tried("'golangci-lintx' run", { shell })).toEqual(missing)
})

test.each(SHELLS)('a file of the repository that is missing is work that is still to be done (%s)', async shell => {
  expect(await tried('./scripts/check.sh', { shell })).toBeNull()
  expect(await tried('scripts/check.sh --all', { shell })).toBeNull()
})

test.each(SHELLS)('a script that is not executable cannot run (%s)', async shell => {
  const files = { 'scripts/check.sh': 'exit 0\n' }
  expect(await tried('./scripts/check.sh', { shell, files })).toEqual({
    program: './scripts/check.sh',
    isNamed: true,
    isForbidden: true,
  })
})

test('a program that a script looks for is not named by the command', async () => {
  const files = { 'check.sh': '#!/bin/sh\nvitestx run\n' }
  expect(await tried('./check.sh', { files })).toEqual({ program: 'vitestx', isNamed: false, isForbidden: false })
})

test('bash reports a missing program in other languages too', () => {
  const tail = './check.sh: Zeile 2: vitest: Kommando nicht gefunden.'
  expect(missingProgram('./check.sh', 127, tail)).toEqual({ program: 'vitest', isNamed: false, isForbidden: false })
})

test('the interpreter of a script may be missing', async () => {
  const files = { 'check.py': '#!/usr/bin/env python9\n' }
  expect(await tried('./check.py', { files })).toEqual({ program: 'python9', isNamed: false, isForbidden: false })
})

test('an ordinary failure names no missing program', async () => {
  expect(await tried('grep -q x /nowhere')).toBeNull()
  expect(await tried('cd nowhere && npm test')).toBeNull()
  expect(missingProgram('npm test', null, 'sh: 1: vitest: not found')).toBeNull()
})

test('if the shell prints nothing, the first word of the command is the missing program', () => {
  expect(missingProgram('A=1 golint ./...', 127, '')).toEqual({ program: 'golint', isNamed: true, isForbidden: false })
})
