import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { readStatus } from '../../../src/adapters/status/read-status.ts'
import { createStatusWriter, type StatusWriter } from '../../../src/adapters/status/status-writer.ts'
import { writeStatus } from '../../../src/adapters/status/write-status.ts'
import { aView } from '../../support/builders/a-view.ts'
import { startChild } from '../../support/start-child.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

function writer(projectDir: string, minGapMs: number, troubles: unknown[] = []): StatusWriter {
  const made = createStatusWriter({ projectDir, minGapMs, retryMs: 20, onTrouble: error => troubles.push(error) })
  onTestFinished(() => made.close())
  return made
}

test('the status file is read back as written, with mode 0600 in a directory of mode 0700', async () => {
  const projectDir = join(await temporaryDirectory(), 'gateway')
  const view = aView({ attention: [{ key: 'k', worker: null, text: 'look', hint: null, since: '2026-11-20T22:20:52.169Z' }] })
  writeStatus(projectDir, view)
  expect(readStatus(projectDir)).toEqual(view)
  expect(statSync(join(projectDir, 'status.json')).mode & 0o777).toBe(0o600)
  expect(statSync(projectDir).mode & 0o777).toBe(0o700)
  expect(readdirSync(projectDir)).toEqual(['status.json'])
})

test('a writer that is killed repeatedly never leaves a torn status file, and at most one leftover file', async () => {
  const projectDir = await temporaryDirectory()
  for (let round = 0; round < 4; round += 1) {
    const child = startChild(new URL('children/write-status-forever.ts', import.meta.url), projectDir)
    await until(() => {
      const view = child.lines.length > 0 ? readStatus(projectDir) : aView({ seq: 0, repo: '' })
      expect(view.repo).toHaveLength(view.seq * 100)
      return child.lines.length > 3
    })
    await child.kill()
    const view = readStatus(projectDir)
    expect(view.repo).toHaveLength(view.seq * 100)
    expect(readdirSync(projectDir).length).toBeLessThanOrEqual(2)
  }
})

test('on a full disk the write fails with the reason and the old status file stays whole', async () => {
  const projectDir = await temporaryDirectory()
  const program = fileURLToPath(new URL('children/write-status-until-full.ts', import.meta.url))
  // A limit on file size stands in for a full disk: each of them cuts a write short.
  const output = execFileSync('sh', ['-c', 'ulimit -f 64; exec "$0" "$1" "$2"', process.execPath, program, projectDir], {
    encoding: 'utf8',
  })
  expect(output).toContain('EFBIG')
  expect(output).toContain('status.json could not be written and keeps its old content')
  expect(readStatus(projectDir)).toMatchObject({ seq: 1 })
  expect(readdirSync(projectDir)).toEqual(['status.json'])
})

test('a symbolic link in place of the status file is replaced, and its target stays', async () => {
  const projectDir = await temporaryDirectory()
  const target = join(await temporaryDirectory(), 'precious')
  writeFileSync(target, 'precious')
  symlinkSync(target, join(projectDir, 'status.json'))
  writeStatus(projectDir, aView())
  expect(readFileSync(target, 'utf8')).toBe('precious')
  expect(lstatSync(join(projectDir, 'status.json')).isFile()).toBe(true)
})

test.each([
  ['nothing', null, 'there is no status file'],
  ['half of it', '{"version": 1, "proj', 'is not JSON'],
  ['another version', '{"version": 2}', 'does not fit at version'],
  ['a wrong type', JSON.stringify({ ...aView(), czar: { pid: 'x' } }), 'does not fit at czar.pid'],
])('reading a status file with %s fails with the reason and a hint', async (_name, text, message) => {
  const projectDir = await temporaryDirectory()
  if (text !== null) writeFileSync(join(projectDir, 'status.json'), text)
  expect(() => readStatus(projectDir)).toThrow(
    expect.objectContaining({ code: 'precondition', message: expect.stringContaining(message), hint: expect.any(String) }),
  )
})

test('many views in quick succession cause one write, of the latest view', async () => {
  const projectDir = await temporaryDirectory()
  const status = writer(projectDir, 40)
  const inodes = new Set<number>()
  for (let seq = 1; seq <= 500; seq += 1) {
    status.write(() => aView({ seq }))
    inodes.add(statSync(join(projectDir, 'status.json')).ino)
  }
  await until(() => readStatus(projectDir).seq === 500)
  // The first view is written at once and the last after the gap. In between, one view per gap is written.
  expect(inodes.size).toBeLessThan(50)
})

test('close writes a view that still waits', async () => {
  const projectDir = await temporaryDirectory()
  const status = writer(projectDir, 60_000)
  status.write(() => aView({ seq: 1 }))
  status.write(() => aView({ seq: 2 }))
  expect(readStatus(projectDir).seq).toBe(1)
  status.close()
  expect(readStatus(projectDir).seq).toBe(2)
})

test('a write failure is reported once; when it is over, the latest view is written and the recovery reported', async () => {
  const projectDir = await temporaryDirectory()
  const troubles: unknown[] = []
  const status = writer(projectDir, 1, troubles)
  status.write(() => aView({ seq: 1 }))
  // A directory stands at the path of the new file. This fails for root too, unlike missing permissions.
  mkdirSync(join(projectDir, 'status.json.new'))
  status.write(() => aView({ seq: 2 }))
  await until(() => troubles.length > 0)
  status.write(() => aView({ seq: 3 }))
  expect(readStatus(projectDir).seq).toBe(1)
  rmSync(join(projectDir, 'status.json.new'), { recursive: true })
  await until(() => troubles.length > 1)
  expect(readStatus(projectDir).seq).toBe(3)
  expect(troubles).toEqual([expect.objectContaining({ code: 'tool' }), null])
})

test('a status directory that is deleted during the run is made again with mode 0700', async () => {
  const projectDir = join(await temporaryDirectory(), 'gateway')
  const status = writer(projectDir, 1)
  status.write(() => aView({ seq: 1 }))
  chmodSync(projectDir, 0o755)
  rmSync(projectDir, { recursive: true })
  status.write(() => aView({ seq: 2 }))
  await until(() => readStatus(projectDir).seq === 2)
  expect(statSync(projectDir).mode & 0o777).toBe(0o700)
})

test('a writer whose czar was replaced writes no waiting and no later view, and reports no error', async () => {
  const projectDir = await temporaryDirectory()
  const troubles: unknown[] = []
  let isOurs = true
  const made = createStatusWriter({ projectDir, minGapMs: 20, isOurs: () => isOurs, onTrouble: error => troubles.push(error) })
  made.write(() => aView({ seq: 1 }))
  made.write(() => aView({ seq: 2 }))
  isOurs = false
  made.close()
  made.write(() => aView({ seq: 3 }))
  made.close()
  expect(readStatus(projectDir)).toMatchObject({ seq: 1 })
  expect(troubles).toEqual([])
})
