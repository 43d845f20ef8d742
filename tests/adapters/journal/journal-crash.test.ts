import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { startChild } from '../../support/start-child.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

test('kill -9 during appends leaves every acknowledged batch complete and no batch in part', async () => {
  const projectDir = await temporaryDirectory()
  let acknowledged = 0
  for (let round = 1; round <= 6; round += 1) {
    const child = startChild(new URL('children/append-forever.ts', import.meta.url), projectDir)
    await until(() => child.lines.length > 10 * round)
    await child.kill()
    expect(Number(child.lines.at(-1))).toBeGreaterThan(acknowledged)
    acknowledged = Number(child.lines.at(-1))
    const journal = openJournal({ projectDir })
    expect(journal.lastSeq()).toBeGreaterThanOrEqual(acknowledged)
    expect(journal.lastSeq() % 3).toBe(0)
    expect(journal.verify()).toBe(journal.lastSeq())
    journal.close()
  }
})

test('on a full disk an append fails with the reason, acknowledged batches stay, and later appends work again', async () => {
  const projectDir = await temporaryDirectory()
  const program = fileURLToPath(new URL('children/append-until-full.ts', import.meta.url))
  // A limit on file size stands in for a full disk: node ignores SIGXFSZ, so the write fails half way.
  const script = 'ulimit -f 2000; exec "$0" "$1" "$2"'
  const output = execFileSync('sh', ['-c', script, process.execPath, program, projectDir], { encoding: 'utf8' })
  const { acknowledged, last, message, hint } = JSON.parse(output)
  expect(acknowledged).toBeGreaterThan(10)
  expect(last).toBe(acknowledged)
  expect(message).toContain('journal.sqlite')
  expect(hint).toContain('df -h')
  const journal = openJournal({ projectDir })
  expect(journal.verify()).toBe(acknowledged)
  expect(journal.append([{ kind: 'czar.stopped', reason: 'room again' }], 1)).toMatchObject([{ seq: acknowledged + 1 }])
  journal.close()
})
