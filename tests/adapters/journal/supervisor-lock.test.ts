import { writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readHolder, sayHolder } from '../../../src/adapters/journal/supervisor-holder.ts'
import { acquireSupervisorLock, isHeld } from '../../../src/adapters/journal/supervisor-lock.ts'
import { startChild } from '../../support/start-child.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

test('a second czar is refused at once, and the error names pid, host and start of the first', async () => {
  const projectDir = await temporaryDirectory()
  const child = startChild(new URL('children/hold-lock.ts', import.meta.url), projectDir)
  await until(() => child.lines.includes('held'))
  const startedAt = performance.now()
  expect(() => acquireSupervisorLock(projectDir)).toThrow(
    expect.objectContaining({
      code: 'precondition',
      exitCode: 3,
      message: expect.stringMatching(`pid ${child.process.pid} on ${hostname()}, since 2.*Z`),
      hint: 'czar status',
    }),
  )
  expect(performance.now() - startedAt).toBeLessThan(60_000)
  expect(readHolder(projectDir)).toMatchObject({ pid: child.process.pid, host: hostname() })
  expect(isHeld(projectDir)).toBe(true)
})

test('a command that works on the project is named, and the error does not speak of a czar', async () => {
  const projectDir = await temporaryDirectory()
  const lock = acquireSupervisorLock(projectDir, 'czar merge')
  expect(sayHolder(projectDir, 'gateway')).toMatch(/^`czar merge` works on gateway \(pid \d+ on .*, since 2.*Z\)$/)
  lock.release()
})

test("kill -9 of the lock's holder frees the lock, and its process is no longer named", async () => {
  const projectDir = await temporaryDirectory()
  for (let round = 0; round < 3; round += 1) {
    const child = startChild(new URL('children/hold-lock.ts', import.meta.url), projectDir)
    await until(() => child.lines.includes('held'))
    await child.kill()
    expect(isHeld(projectDir)).toBe(false)
    expect(readHolder(projectDir)).toBeNull()
  }
  const lock = acquireSupervisorLock(projectDir)
  expect(lock.holder.pid).toBe(process.pid)
  lock.release()
})

test('of two czars that try in the same instant exactly one gets the lock, whoever else asks meanwhile', async () => {
  const projectDir = await temporaryDirectory()
  const contenders = [
    startChild(new URL('children/contend.ts', import.meta.url), projectDir),
    startChild(new URL('children/contend.ts', import.meta.url), projectDir),
  ]
  const everybody = (line: string) => {
    for (const contender of contenders) contender.process.stdin?.write(`${line}\n`)
  }
  for (let round = 0; round < 20; round += 1) {
    everybody(String(Date.now() + 20))
    await until(() => isHeld(projectDir) !== null && contenders.every(contender => contender.lines.length === 2 * round + 1))
    expect(contenders.map(contender => contender.lines.at(-1)).sort()).toEqual(['held', 'refused'])
    everybody('release')
    await until(() => contenders.every(contender => contender.lines.length === 2 * round + 2))
  }
})

test('within one process the lock has one holder until it is released', async () => {
  const projectDir = join(await temporaryDirectory(), 'made', 'on the way')
  expect(isHeld(projectDir)).toBe(false)
  const lock = acquireSupervisorLock(projectDir)
  expect(isHeld(projectDir)).toBe(true)
  expect(() => acquireSupervisorLock(projectDir)).toThrow(/already supervises/)
  lock.release()
  lock.release()
  expect(isHeld(projectDir)).toBe(false)
  expect(readHolder(projectDir)).toBeNull()
  acquireSupervisorLock(projectDir).release()
})

test('a stale or broken supervisor.json has no influence on the lock', async () => {
  const projectDir = await temporaryDirectory()
  for (const content of ['{"pid":1,"host":"elsewhere","startedAt":1}', 'garbage', '{"pid":-1}', '']) {
    writeFileSync(join(projectDir, 'supervisor.json'), content)
    expect(isHeld(projectDir)).toBe(false)
    acquireSupervisorLock(projectDir).release()
  }
})
