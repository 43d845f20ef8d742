import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../support/a-fleet.ts'

const STALLED = ['stall: forever']

test('a second project with a worker of the same name is told whose the branch is, and which branch it may have instead', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', STALLED)}`)
  await fleet.launch()
  await fleet.eventually('worktree.ready')
  const second = (rest: string) =>
    writeFileSync(
      join(fleet.directory, 'second.yaml'),
      `project: second\nrepo: ./repository\nagent: scripted\nwatchdog: false\nworkers:\n${aScriptedWorker('one', honestly('one'), rest)}`,
    )
  second('')
  const refused = await fleet.run('launch', 'second.yaml')
  expect(refused.code).toBe(3)
  expect(refused.stderr).toContain(
    'worker one: branch feat/one belongs to the project fleet, which works in the same repository: write another `branch:` for one, such as `branch: second/one`',
  )
  expect(refused.stderr).not.toContain('branch -d')
  second('    branch: second/one\n')
  expect((await fleet.run('launch', 'second.yaml', '--foreground')).code).toBe(0)
  expect(fleet.git('log', '-1', '--format=%s', 'second/one')).toBe('feat: one')
  expect(fleet.git('rev-parse', 'feat/one')).toBe(fleet.git('rev-parse', 'main'))
})

const NEEDS = '    accept: ["grep -q dep lib/dep/dep.txt"]\n'

/** A fleet whose worker is proven by a file of a submodule. The remote of the submodule is gone. */
async function withSubmodule(): Promise<Fleet> {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', honestly('one'), NEEDS)}`)
  const dep = join(fleet.directory, 'dep')
  mkdirSync(dep)
  const make = 'git init -q && echo dep > dep.txt && git add . && git -c user.name=D -c user.email=d@example.com commit -qm one'
  execFileSync('sh', ['-ec', make], { cwd: dep, env: fleet.env })
  fleet.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', dep, 'lib/dep')
  fleet.git('commit', '-q', '-m', 'With a submodule')
  rmSync(dep, { recursive: true })
  return fleet
}

test('accept commands find the files of a submodule, although its remote is out of reach', async () => {
  const fleet = await withSubmodule()
  expect((await fleet.run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
  expect(fleet.status().tasks).toMatchObject([{ id: 'one', state: 'verified' }])
  expect(fleet.status().train?.tested.map(({ task }) => task)).toEqual(['one'])
  expect(fleet.git('worktree', 'list')).not.toContain('.proofs')
})

test('a check without the files of a submodule says so, with the command that gets them', async () => {
  const fleet = await withSubmodule()
  fleet.git('submodule', '-q', 'deinit', '-f', '--all')
  rmSync(join(fleet.repository, '.git', 'modules'), { recursive: true })
  await fleet.launch()
  const { verdict, reasons } = await fleet.eventually('verification.finished')
  expect(verdict).toBe('rejected')
  expect(reasons.join('\n')).toContain(
    `The check had no files of the submodule lib/dep: this machine does not have its commit. A person can get it: \`git -C ${fleet.repository} submodule update --init --recursive\`.`,
  )
})
