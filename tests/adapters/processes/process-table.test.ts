import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { markedWith } from '../../../src/adapters/processes/marked-processes.ts'
import { processTable, readProcess } from '../../../src/adapters/processes/process-table.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

/** A running `sleep` under another name, with these variables as its whole environment. */
async function aSleep({ name = 'sleep', env = {} }: { readonly name?: string; readonly env?: Record<string, string> }): Promise<number> {
  const program = join(await temporaryDirectory('processes-'), name)
  await copyFile('/bin/sleep', program)
  const child = spawn(program, ['60'], { env, stdio: 'ignore', detached: true })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  return child.pid ?? 0
}

test.each(['a) S 1 (b', '((', 'ümläut 7 8 9', 'x'.repeat(40)])('a process named %s is read whole, alone and in the table', async name => {
  const pid = await aSleep({ name })
  const row = readProcess(pid)
  expect(row).toMatchObject({ pid, parent: process.pid, group: pid, session: pid, born: expect.stringMatching(/^\d+$/) })
  expect(processTable()).toContainEqual(row)
  expect(readProcess(2 ** 30)).toBeNull()
})

test('a mark is found behind a large environment, and only the whole mark counts', async () => {
  const big = { A: 'a'.repeat(8_192 - 3), B: 'b'.repeat(50_000) }
  const marked = await aSleep({ env: { ...big, CZAR_GATE: 'g1', Z: 'last' } })
  const others = [await aSleep({ env: { CZAR_GATE: 'g12' } }), await aSleep({ env: { OTHER: 'CZAR_GATE=g1' } }), await aSleep({})]
  const found = await markedWith('CZAR_GATE=g1', processTable())
  expect(found.map(({ row }) => row.pid)).toEqual([marked])
  expect(found[0]?.variables).toEqual(new Set([`A=${big.A}`, `B=${big.B}`, 'CZAR_GATE=g1', 'Z=last', '']))
  expect(processTable().map(({ pid }) => pid)).toEqual(expect.arrayContaining([marked, ...others]))
})

test('reading processes leaves no large buffers behind', () => {
  readProcess(process.pid)
  const before = process.memoryUsage().arrayBuffers
  for (let reading = 0; reading < 100; reading++) readProcess(process.pid)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000)
})
