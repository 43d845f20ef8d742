import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }
const isRoot = process.getuid?.() === 0

/** A fleet that was launched and stopped, and the worktree of its worker. */
async function aStoppedFleet(): Promise<Person & { readonly path: string }> {
  const person = await aPerson(ONE)
  await person.types('czar launch czar.yaml')
  const { path } = await person.fleet.eventually('worktree.ready')
  await person.types('czar stop')
  return { ...person, path }
}

test('after the printed line ends a process in a worktree, and a shell in it leaves, czar clean works', async () => {
  const { types, path } = await aStoppedFleet()
  await types(`cd '${path}' && (setsid -f sleep 600 > ../sleeps 2>&1)`)
  const busy = await until(
    () => types('czar clean'),
    ({ stderr }) => stderr.includes('sleep 600'),
  )
  const kill = printed('adapters/processes/name-users: kill {}   # then {} (kill -9 for what stays)', busy)
  expect(await types(kill)).toMatchObject(DONE)
  const own = await types(`cd '${path}' && czar clean; exit 3`)
  const leave = printed('adapters/processes/name-users: cd /   # leaves the folder with this shell; then {}', own)
  const again = printed('cli/clean/refuse-loss: run czar clean -p {} again', {
    ...own,
    stderr: own.stderr.replace(/next: .*then /, 'next: '),
  })
  expect(await types(`cd '${path}'\n${leave}\n${again.replace(/^run | again$/g, '')}`)).toMatchObject(DONE)
  expect(existsSync(path)).toBe(false)
})

test('work that cannot be saved stops czar clean, which works after the named cause was removed', async () => {
  const { fleet, types, path } = await aStoppedFleet()
  writeFileSync(join(path, 'draft.txt'), 'a draft')
  // In git, a name can be a reference or a folder of references, but not both. This makes it a reference, so czar cannot save work below
  // it.
  fleet.git('update-ref', 'refs/czar/rescue/one', 'HEAD')
  const kept = await types('czar clean --discard')
  const again = printed('cli/clean/clean-project: repair it or move it out of {}, then run czar clean -p {} again', kept)
  fleet.git('update-ref', '-d', 'refs/czar/rescue/one')
  expect(await types(`${again.replace(/.*then run | again$/g, '')} --discard`)).toMatchObject(DONE)
  expect(existsSync(path)).toBe(false)
})

test.runIf(isRoot)('a disk that is mounted in a worktree stops czar clean until it is unmounted', async () => {
  const { types, path } = await aStoppedFleet()
  mkdirSync(join(path, 'disk'))
  const mounted = (line: string) => types(`unshare -m bash -c 'mount -t tmpfs none "${path}/disk" && ${line}'`)
  const refused = await mounted('czar clean')
  const name = 'cli/clean/refuse-loss: repair it or move it out of the worktree, then run czar clean -p {} again'
  const again = printed(name, refused).replace(/.*then run | again$/g, '')
  expect(await mounted(`umount "${path}/disk" && ${again}`)).toMatchObject(DONE)
  expect(existsSync(path)).toBe(false)
})

test.runIf(isRoot)('files that another user left in a worktree are removed by the printed line', async () => {
  const { fleet, types } = await aPerson(ONE)
  await types('chown -R 65534:65534 . && chmod 755 .')
  const asOther = (line: string) => types(`setpriv --reuid 65534 --regid 65534 --clear-groups -- ${line}`)
  expect(await asOther('czar launch czar.yaml')).toMatchObject(DONE)
  const { path } = await fleet.eventually('worktree.ready')
  await asOther('czar stop')
  mkdirSync(join(path, 'of-root'))
  writeFileSync(join(path, 'of-root', 'file'), 'x')
  const kept = await asOther('czar clean --discard')
  const remove = printed('adapters/git/keeping/remove-worktree: sudo rm -rf {}', kept)
  expect(await types(`sudo() { "$@"; }; ${remove}`)).toMatchObject(DONE)
  expect(existsSync(remove.replace('sudo rm -rf ', ''))).toBe(false)
})
