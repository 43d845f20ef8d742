import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openJournalReader } from '../../src/adapters/journal/journal-reader.ts'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'

/** Only root can mount a small disk. Without root, tests in tests/adapters check the same promise with a limit on the size of files. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

test.skipIf(!canMount)(
  'fault 47: on a full disk of two megabytes the czar accepts nothing, loses nothing, and continues when there is space',
  async () => {
    const [ack = '', ...others] = honestly('one')
    const fleet = await aFleet(
      `policy: { disk_reserve: 0 }\nworkers:\n${aScriptedWorker('one', [ack, 'wait_for: ../../../go-on', ...others])}`,
    )
    const disk = join(fleet.directory, 'status')
    mkdirSync(disk, { mode: 0o700 })
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs', disk])
    onTestFinished(() => void execFileSync('umount', ['-l', disk]))
    expect(await fleet.launch()).toMatchObject({ code: 0 })
    await fleet.eventually('report.received')
    const pid = fleet.supervisorPid()

    const ballast = join(disk, 'fleet', 'ballast')
    expect(() => writeFileSync(ballast, Buffer.alloc(4_000_000))).toThrow('ENOSPC')
    const refused = await untilRefused(() => fleet.run('tell', 'one', 'x'.repeat(3_000)))
    expect(refused.stderr).toContain('journal.sqlite')
    expect(fleet.status().workers['one']).toBeDefined()
    expect(fleet.supervisorPid()).toBe(pid)

    rmSync(ballast)
    writeFileSync(join(fleet.directory, 'go-on'), '')
    await fleet.eventually('project.finished', event => event.verified === 1)
    const reader = openJournalReader({ projectDir: fleet.projectDir })
    expect(reader.verify()).toBe(reader.lastSeq())
    reader.close()
    expect(fleet.events().filter(event => event.kind === 'czar.started')).toHaveLength(1)
  },
)

test.skipIf(!canMount)(
  'fault 47: on a disk with less space than the reserve no worker begins and a person is told; with space the fleet continues',
  async () => {
    const fleet = await aFleet(`policy: { disk_reserve: 30MB }\nworkers:\n${aScriptedWorker('one', honestly('one'))}`, {
      patienceMs: 60_000,
    })
    const disk = join(fleet.directory, 'status')
    mkdirSync(disk, { mode: 0o700 })
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=0700', 'tmpfs', disk])
    onTestFinished(() => void execFileSync('umount', ['-l', disk]))
    await fleet.launch()
    await fleet.eventually('attention.raised', event => event.key === 'disk')
    expect((await fleet.run('status')).stdout).toContain('waits for free space on the disk')
    expect(fleet.events().filter(event => event.kind === 'agent.started')).toEqual([])

    execFileSync('mount', ['-o', 'remount,size=60m', disk])
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleet.status().attention).toEqual([])
  },
)

/** Writes until the disk refuses. The last page of a file may still have room for a few words. */
async function untilRefused(tell: () => ReturnType<Awaited<ReturnType<typeof aFleet>>['run']>) {
  for (let tries = 0; tries < 200; tries++) {
    const ran = await tell()
    if (ran.code !== 0) return ran
  }
  throw new Error('a full disk took everything')
}
