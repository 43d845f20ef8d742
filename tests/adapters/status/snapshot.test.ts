import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { snapshotFile } from '../../../src/adapters/status/files/project-files.ts'
import { forgetSnapshot, readSnapshot, type StateSnapshot, writeSnapshot } from '../../../src/adapters/status/snapshot.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

const SNAPSHOT: StateSnapshot = { seq: 7, checksum: 'c7', rules: 'mine', content: '{"state":{"text":"two\\nlines, “quoted”"}}' }
let directory = ''

beforeEach(async () => {
  directory = await temporaryDirectory()
})

test('the last written snapshot is read back, and only its owner can read it', () => {
  writeSnapshot(directory, { ...SNAPSHOT, seq: 3 })
  writeSnapshot(directory, SNAPSHOT)
  expect(readSnapshot(directory, 'mine')).toEqual(SNAPSHOT)
  expect(statSync(snapshotFile(directory)).mode & 0o777).toBe(0o600)
  forgetSnapshot(directory)
  forgetSnapshot(directory)
  expect(readSnapshot(directory, 'mine')).toBeNull()
})

test('a snapshot of another version of the rules is not used', () => {
  writeSnapshot(directory, SNAPSHOT)
  expect(readSnapshot(directory, 'theirs')).toBeNull()
})

test("fault 147: something else than a file in the snapshot's place is not used, and causes no delay", () => {
  execFileSync('mkfifo', [snapshotFile(directory)])
  expect(readSnapshot(directory, 'mine')).toBeNull()
  forgetSnapshot(directory)
  mkdirSync(join(snapshotFile(directory), 'within'), { recursive: true })
  expect(readSnapshot(directory, 'mine')).toBeNull()
  forgetSnapshot(directory)
  expect(existsSync(snapshotFile(directory))).toBe(false)
})

test('fault 147: a snapshot that is cut or changed anywhere is not used', () => {
  writeSnapshot(directory, SNAPSHOT)
  const whole = readFileSync(snapshotFile(directory))
  for (let at = 0; at < whole.length; at++) {
    writeFileSync(snapshotFile(directory), whole.subarray(0, at))
    expect(readSnapshot(directory, 'mine'), `cut at ${at}`).toBeNull()
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    writeFileSync(snapshotFile(directory), changed)
    const read = readSnapshot(directory, 'mine')
    // The change hit the name of a field that the reader does not use, so it has no effect.
    if (read !== null) expect(read, `changed at ${at}`).toEqual(SNAPSHOT)
  }
})

test.each<[string, (file: string) => void]>([
  ['an empty file', file => writeFileSync(file, '')],
  ['another program’s JSON', file => writeFileSync(file, '{"name":"snapshot"}\n{}')],
  ['null', file => writeFileSync(file, 'null\nnull')],
  ['a directory', file => mkdirSync(file)],
  ['a link to nowhere', file => symlinkSync(join(file, 'nowhere'), file)],
])("%s in the snapshot's place is not used", (_what, make) => {
  make(snapshotFile(directory))
  expect(readSnapshot(directory, 'mine')).toBeNull()
})

test('on a full disk the earlier snapshot stays', () => {
  writeSnapshot(directory, SNAPSHOT)
  mkdirSync(`${snapshotFile(directory)}.new`)
  chmodSync(`${snapshotFile(directory)}.new`, 0o500)
  expect(() => writeSnapshot(directory, { ...SNAPSHOT, seq: 9 })).toThrow()
  expect(readSnapshot(directory, 'mine')).toEqual(SNAPSHOT)
})
