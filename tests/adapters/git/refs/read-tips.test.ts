import { globSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTips } from '../../../../src/adapters/git/refs/read-tips.ts'
import { resolveCommits } from '../../../../src/adapters/git/refs/start-reference.ts'
import { openRepository, type Repository } from '../../../../src/adapters/git/repository/repository.ts'
import { fixture } from '../support/repository.ts'

const BRANCHES = ['feat/a', 'feat/b', 'deep/er/c', 'deep', 'main'] as const
const NAMES = [...BRANCHES, 'feat'].map(branch => `refs/heads/${branch}`)

const step = fc.oneof(
  fc.record({ do: fc.constant('move' as const), branch: fc.constantFrom(...BRANCHES), to: fc.nat(3) }),
  fc.record({ do: fc.constant('write' as const), branch: fc.constantFrom(...BRANCHES), to: fc.nat(3) }),
  fc.record({ do: fc.constant('delete' as const), branch: fc.constantFrom(...BRANCHES) }),
  fc.constantFrom({ do: 'pack' as const }, { do: 'prune' as const }, { do: 'gc' as const }),
)

/** A repository with four commits, in which a step may fail, for example because `deep` and `deep/er/c` cannot both exist. */
async function aRepository() {
  const made = await fixture()
  const tree = made.run(['write-tree'])
  const commits = [0, 1, 2, 3].map(at => made.run(['commit-tree', tree, '-m', `${at}`]))
  const git = (...args: readonly string[]) => {
    try {
      made.run(args)
    } catch {}
  }
  const refFiles = () => globSync(`${made.repo}/.git/{packed-refs,refs/heads/**/*}`)
  /** Makes the files old. Otherwise czar would ask git, because another write at once may leave the same time on a file. */
  const age = () => {
    for (const file of refFiles()) utimesSync(file, 1e9, 1e9)
  }
  return { ...made, commits, git, age, repository: await openRepository(made.options) }
}

function counting(repository: Repository): { readonly counted: Repository; readonly asked: string[] } {
  const asked: string[] = []
  const facts: Repository['objects']['facts'] = names => {
    asked.push(...names)
    return repository.objects.facts(names)
  }
  return { counted: { ...repository, objects: { ...repository.objects, facts } }, asked }
}

test('whatever happens to the refs, remembered tips are those that git gives', async () => {
  const { repo, commits, git, age, repository } = await aRepository()
  const apply = (one: typeof step extends fc.Arbitrary<infer Step> ? Step : never): void => {
    if (one.do === 'move') git('update-ref', `refs/heads/${one.branch}`, commits[one.to] ?? '')
    else if (one.do === 'delete') git('update-ref', '-d', `refs/heads/${one.branch}`)
    else if (one.do === 'pack') git('pack-refs', '--all', '--no-prune')
    else if (one.do === 'prune') git('pack-refs', '--all')
    else if (one.do === 'gc') git('gc', '-q')
    else {
      // A program other than git may write the file in place, without a new inode.
      try {
        writeFileSync(join(repo, '.git', 'refs', 'heads', one.branch), `${commits[one.to]}\n`, { flag: 'r+' })
      } catch {}
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean()), { minLength: 6, maxLength: 12 }), async steps => {
      for (const [one, isOld] of steps) {
        apply(one)
        if (isOld) age()
        expect(await readTips(repository, NAMES)).toEqual(await resolveCommits(repository, NAMES))
      }
    }),
    { numRuns: 8 },
  )
})

test('git is asked only for the branches that have moved', async () => {
  const { commits, git, age, repository } = await aRepository()
  const { counted, asked } = counting(repository)
  const names = Array.from({ length: 30 }, (_, at) => `refs/heads/feat/${at}`)
  for (const name of names) git('update-ref', name, commits[0] ?? '')
  git('pack-refs', '--all')
  for (const name of names.slice(0, 20)) git('update-ref', name, commits[1] ?? '')
  age()
  await readTips(counted, names)
  expect(asked).toHaveLength(30)
  git('update-ref', names[3] ?? '', commits[2] ?? '')
  git('update-ref', names[25] ?? '', commits[2] ?? '')
  const tips = await readTips(counted, names)
  expect(asked.slice(30)).toEqual([`${names[3]}^{commit}`, `${names[25]}^{commit}`])
  expect([tips[3], tips[25], tips[4], tips[26]]).toEqual([commits[2], commits[2], commits[1], commits[0]])
})

test('git is asked again for a branch that was written a moment ago', async () => {
  const { commits, git, age, repository } = await aRepository()
  const { counted, asked } = counting(repository)
  age()
  git('update-ref', 'refs/heads/feat/a', commits[0] ?? '')
  for (const _ of [1, 2]) await readTips(counted, ['refs/heads/feat/a', 'refs/heads/main'])
  expect(asked.filter(name => name.includes('feat/a'))).toHaveLength(2)
  expect(asked.filter(name => name.includes('main'))).toHaveLength(1)
})
