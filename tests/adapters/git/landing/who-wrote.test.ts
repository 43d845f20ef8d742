import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CarriedWork } from '../../../../src/core/events/pull-request.ts'
import type { CommitSha, TaskId } from '../../../../src/core/model/ids.ts'
import { type Fixture, fixture } from '../support/repository.ts'

const LINES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const textOf = (changes: Readonly<Record<number, string>>) => `${LINES.map((line, index) => changes[index + 1] ?? line).join('\n')}\n`

interface Merged {
  readonly made: Fixture
  readonly work: CarriedWork
}

/**
 * Three tasks in one file: the second and the third change one line each, and the third builds on the first. The tasks are merged one after
 * the other.
 */
async function merged(): Promise<Merged> {
  const made = await fixture()
  const { run, commit } = made
  const base = await commit({ 'src/list.txt': textOf({}), 'src/a b:c.txt': 'base\n' })
  const branch = (from: string) => run(['checkout', '-q', '--detach', from])
  branch(base)
  const first = await commit({ 'src/list.txt': textOf({ 2: 'by first' }), ':(top) odd "name".txt': 'by first\n' })
  const third = await commit({ 'src/list.txt': textOf({ 2: 'by first', 8: 'by third' }) })
  branch(base)
  const second = await commit({ 'src/list.txt': textOf({ 5: 'by second' }) })
  branch(base)
  for (const tip of [first, second, third]) run(['merge', '-q', '--no-ff', '-m', `Merge ${tip}`, tip])
  const tip = run(['rev-parse', 'HEAD']) as CommitSha
  run(['checkout', '-q', 'main'])
  const members = Object.entries({ third, first, second }).map(([task, commit]) => ({ task: task as TaskId, commit }))
  return { made, work: { tip, base, members } }
}

const ask = ({ made, work }: Merged, line: number, path = 'src/list.txt') => made.git.landing.whoWrote({ work, path, line })

test('a line belongs to the task that wrote it, also if another task builds on that task', async () => {
  const world = await merged()
  expect([await ask(world, 2), await ask(world, 5), await ask(world, 8)]).toEqual(['first', 'second', 'third'])
  expect(await ask(world, 1, ':(top) odd "name".txt')).toBe('first')
})

test('a line of base, a line that does not exist, and a file that does not exist belong to nobody', async () => {
  const world = await merged()
  expect([await ask(world, 1), await ask(world, 99), await ask(world, 1, 'gone.txt'), await ask(world, 1, '../list.txt')]).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test("the user's settings for blame change nothing, and no program of the repository runs", async () => {
  const world = await merged()
  const { run } = world.made
  run(['config', 'blame.ignoreRevsFile', 'no-such-file'])
  run(['config', 'blame.coloring', 'repeatedLines'])
  run(['config', 'diff.shout.textconv', 'touch ran; tr a-z A-Z <'])
  run(['config', 'core.attributesFile', join(world.made.folder, 'attributes')])
  writeFileSync(join(world.made.folder, 'attributes'), '*.txt diff=shout\n')
  expect(await ask(world, 5)).toBe('second')
  expect(existsSync(join(world.made.repo, 'ran'))).toBe(false)
})

test('a line that the merge itself wrote belongs to nobody', async () => {
  const { made, work } = await merged()
  made.run(['checkout', '-q', '--detach', work.tip])
  await made.commit({ 'src/list.txt': textOf({ 2: 'by the merge' }) })
  const tip = made.run(['rev-parse', 'HEAD']) as CommitSha
  made.run(['checkout', '-q', 'main'])
  expect(await ask({ made, work: { ...work, tip } }, 2)).toBeNull()
})
