import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { clearStaleLock } from '../../../../src/adapters/git/worktrees/stale-lock.ts'
import { until } from '../../../support/until.ts'
import { fixture, withWorker } from '../support/repository.ts'

test("fault 50: a killed git's lock in a worktree is removed, and one that a process may hold stays until the process ends", async () => {
  const { made, run } = await withWorker()
  const lock = join(run(['rev-parse', '--absolute-git-dir'], made.path), 'index.lock')
  await writeFile(lock, 'half')
  const holder = spawn('cat', { cwd: made.path })
  onTestFinished(() => void holder.kill())
  await until(
    () => holder.pid,
    pid => pid !== undefined,
  )
  let isCleared = false
  const clearing = clearStaleLock(lock, made.path).then(() => {
    isCleared = true
  })
  await clearStaleLock(join(made.path, 'no-such.lock'), made.path)
  expect([isCleared, existsSync(lock)]).toEqual([false, true])
  holder.kill()
  await clearing
  expect(existsSync(lock)).toBe(false)
})

test("fault 50: a lock in the user's repository is not removed but reported", async () => {
  const made = await fixture()
  const tip = await made.commit({ f: '1\n' })
  const base = made.run(['rev-parse', 'main~1'])
  execFileSync('mkdir', ['-p', join(made.repo, '.git', 'refs', 'heads', 'omnibus')])
  const lock = join(made.repo, '.git', 'refs', 'heads', 'omnibus', 'sample.lock')
  await writeFile(lock, '')
  const advancing = made.git.landing.advance({ branch: 'omnibus/sample', from: null, to: tip, base: base as never })
  await expect(advancing).rejects.toThrow(/sample\.lock/)
  expect(existsSync(lock)).toBe(true)
})
