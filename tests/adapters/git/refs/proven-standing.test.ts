import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRandom } from '../../../../simulation/random.ts'
import { standingOfProven } from '../../../../src/adapters/git/refs/proven-standing.ts'
import { openRepository, type Repository } from '../../../../src/adapters/git/repository/repository.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import type { Standing } from '../../../../src/core/model/refs-state.ts'
import { countingGit } from '../support/counting-git.ts'
import { fixture } from '../support/repository.ts'

const COMMITS = 60

/** A random history: commits with up to two parents each, and for each commit the set of commits that it contains. */
async function aHistory(seed: number) {
  const made = await fixture()
  const random = createRandom(`history ${seed}`)
  const chance = (below: number) => Math.floor(random.between(0, below))
  const parents = Array.from({ length: COMMITS }, (_, index) => {
    const near = () => Math.max(0, index - 1 - chance(6))
    return index === 0 ? [] : [...new Set(chance(4) === 0 ? [near(), near()] : [near()])]
  })
  const commits = importCommits(made.repo, parents)
  const holds = parents.map(() => new Set<number>())
  for (const [index, own] of parents.entries()) holds[index] = new Set([index, ...own.flatMap(parent => [...(holds[parent] ?? [])])])
  return { ...made, chance, commits, holds, repository: await openRepository(made.options) }
}

test('the standing of each proven commit follows from its ancestry, in whatever order base and branches move', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    const { chance, commits, holds, repository } = await aHistory(seed)
    for (let look = 0; look < 6; look++) {
      const base = chance(COMMITS)
      const seats = Array.from({ length: 3 }, () => ({
        tip: chance(8) === 0 ? null : chance(COMMITS),
        proven: Array.from({ length: 8 }, () => chance(COMMITS)),
      }))
      const name = (index: number) => commits[index] as CommitSha
      const branches = seats.map(({ tip, proven }) => ({ tip: tip === null ? null : name(tip), proven: proven.map(name) }))
      const { standingOf } = await standingOfProven(repository, name(base), branches)
      const expected = (tip: number | null, commit: number): Standing => {
        if (holds[base]?.has(commit)) return 'landed'
        if (tip === null || !holds[tip]?.has(commit)) return 'lost'
        return holds[commit]?.has(base) ? 'current' : 'behind'
      }
      for (const { tip, proven } of seats)
        for (const commit of proven)
          expect(standingOf(tip === null ? null : name(tip), name(commit)), `seed ${seed} look ${look}`).toBe(expected(tip, commit))
    }
  }
})

test('the standing of a hundred proven commits costs one git process after a branch moves, and none otherwise', async () => {
  const { folder, repo, options } = await fixture()
  const commits = importCommits(
    repo,
    Array.from({ length: 103 }, (_, index) => (index === 0 ? [] : [index - 1])),
  )
  const git = await countingGit(join(folder, 'bin'), options.env['PATH'] ?? '')
  const repository: Repository = await openRepository({ ...options, env: { ...options.env, PATH: git.path } })
  const [base, ...proven] = commits.slice(0, 101) as [CommitSha, ...CommitSha[]]
  const look = (tip: CommitSha | undefined, more: readonly CommitSha[] = []) =>
    standingOfProven(repository, base, [{ tip: tip ?? null, proven: [...proven, ...more] }])
  const before = git.count()
  await look(commits[101])
  expect(git.count() - before).toBe(1)
  await look(commits[101])
  expect(git.count() - before).toBe(1)
  const { standingOf } = await look(commits[102], commits.slice(102))
  expect(git.count() - before).toBe(2)
  expect(standingOf(commits[102] ?? null, commits[102] as CommitSha)).toBe('current')
})

test('a branch that was reset as a whole costs few git processes, however many proofs it had', async () => {
  const { folder, repo, options } = await fixture()
  const [base, ...proven] = importCommits(
    repo,
    Array.from({ length: 51 }, (_, index) => (index === 0 ? [] : [index - 1])),
  ) as [CommitSha, ...CommitSha[]]
  const git = await countingGit(join(folder, 'bin'), options.env['PATH'] ?? '')
  const repository = await openRepository({ ...options, env: { ...options.env, PATH: git.path } })
  const before = git.count()
  const { standingOf, isThere } = await standingOfProven(repository, base, [{ tip: base, proven }])
  expect([proven.map(commit => standingOf(base, commit)), isThere.size]).toEqual([proven.map(() => 'lost'), 50])
  expect(git.count() - before).toBeLessThan(20)
})

/** Writes commits with these parents, which are given as indexes into the list. Returns the commits' hashes. */
function importCommits(repo: string, parents: readonly (readonly number[])[]): readonly CommitSha[] {
  const blocks = parents.map((own, index) => {
    const [from, ...merged] = own.map(parent => `:${parent + 1}`)
    const lines = [
      'commit refs/scratch/history',
      `mark :${index + 1}`,
      `committer A <a@example.com> ${1_700_000_000 + index} +0000`,
      `data ${String(index).length}`,
      String(index),
      ...(from === undefined ? [] : [`from ${from}`]),
      ...merged.map(mark => `merge ${mark}`),
    ]
    return `${lines.join('\n')}\n\n`
  })
  const marks = join(repo, '.git', 'scratch-marks')
  execFileSync('git', ['fast-import', '--quiet', '--force', `--export-marks=${marks}`], { cwd: repo, input: blocks.join('') })
  const named = new Map(
    readFileSync(marks, 'utf8')
      .split('\n')
      .map(line => line.split(' ') as [string, CommitSha]),
  )
  return parents.map((_, index) => named.get(`:${index + 1}`) as CommitSha)
}
