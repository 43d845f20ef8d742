import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../../simulation/random.ts'
import { type Merged, mergePairs } from '../../../../src/adapters/git/forecast/merge-pairs.ts'
import { readConflictEntry } from '../../../../src/adapters/git/refs/conflict-entry.ts'
import { openRepository } from '../../../../src/adapters/git/repository/repository.ts'
import { notRun, type ProgramCall, type RunProgram } from '../../../../src/adapters/processes/runner/run-here.ts'
import { runSmall, runSync } from '../../../support/programs/starter.ts'
import { type Fixture, fixture } from '../support/repository.ts'
import { randomHistory } from './random-history.ts'

const HISTORIES = 4
const BRANCHES = 6
const ATTRIBUTES = '*1 -merge\nnew* merge=union\ntwo merge=mine conflict-marker-size=9\n'
const LOOP = 'while read -r ours theirs; do git merge-tree --write-tree --no-messages -z "$ours" "$theirs"; printf "%d\\0\\0" $?; done'

/** Merges each pair with a git process of its own. */
function mergeEach({ repo, env }: Fixture, pairs: readonly (readonly [string, string])[]): readonly Merged[] {
  const input = pairs.map(pair => `${pair.join(' ')}\n`).join('')
  const output = runSync('sh', ['-c', LOOP], { cwd: join(repo, '.git'), env: { ...env, GIT_DIR: join(repo, '.git') }, input })
  const answers = output.split('\0\0').slice(0, -1)
  return answers.map(answer => {
    const fields = answer.split('\0').filter(Boolean)
    const [tree = ''] = fields
    const status = fields.at(-1)
    if (status !== '0' && status !== '1') return null
    return { tree, isClean: status === '0', entries: fields.slice(1, -1).flatMap(readConflictEntry) }
  })
}

describe('many merges by one git process', () => {
  test('give the same tree and the same conflicts as merges one by one, in any history and any order', async () => {
    const kinds = new Set<string>()
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const made = await fixture()
      const random = createRandom(`merges ${seed}`)
      await writeFile(join(made.repo, '.git', 'info', 'attributes'), ATTRIBUTES)
      made.run(['config', 'merge.mine.driver', 'cat %B >> %A; exit 1'])
      const input = randomHistory(most => Math.floor(random.between(0, most + 1)), BRANCHES)
      runSync('git', ['fast-import', '--quiet', '--done'], { cwd: made.repo, env: made.env, input })
      const heads = made.run(['rev-parse', 'base', ...Array.from({ length: BRANCHES }, (_, at) => `${at}`)]).split('\n')
      const pairs = heads.flatMap(ours => heads.flatMap(theirs => (ours === theirs ? [] : [[ours, theirs] as const])))
      const truth = mergeEach(made, pairs)
      expect(truth).toHaveLength(pairs.length)
      for (const merged of truth) kinds.add(merged === null ? 'none' : merged.isClean ? 'clean' : 'conflict')
      expect(await mergePairs(await openRepository(made.options), pairs, {}), `seed ${seed}`).toEqual(truth)
    }
    expect([...kinds].sort()).toEqual(['clean', 'conflict'])
  })

  test.each([
    ['crashes, and loses the answers before', crashAt],
    ['finds no commit, and stops', missAt],
  ])('have an answer for every pair except the pair at which git %s', async (_what, spoil) => {
    const made = await fixture()
    const [base, ours] = [made.run(['rev-parse', 'HEAD']), await made.commit({ f: 'x\n' })]
    const clean = await mergePairs(await openRepository(made.options), [[base, ours]], {})
    expect(clean).toMatchObject([{ isClean: true }])
    const bad = new Set([3, 11, 57])
    const pairs = Array.from({ length: 60 }, (_, at) => (bad.has(at) ? BAD : ([base, ours] as const)))
    const { calls, run } = spoil(made)
    const answers = await mergePairs(await openRepository({ ...made.options, run }), pairs, {})
    expect(answers).toEqual(pairs.map((_, at) => (bad.has(at) ? null : clean[0])))
    expect(calls.length).toBeLessThan(pairs.length)
  })
})

const BAD = ['e'.repeat(40), 'f'.repeat(40)] as const

/** Runs git, but a git process that gets the bad pair dies without a word. */
function crashAt({ options: { run = runSmall } }: Fixture) {
  const calls: ProgramCall[] = []
  const crashing: RunProgram = call => {
    if (call.args.includes('--stdin')) calls.push(call)
    const isBad = call.input?.includes(BAD.join(' ')) === true
    return isBad ? Promise.resolve({ ...notRun('Command failed'), status: null }) : run(call)
  }
  return { calls, run: crashing }
}

/** Runs git, which cannot find the commits of the bad pair. */
function missAt({ options: { run = runSmall } }: Fixture) {
  const calls: ProgramCall[] = []
  const counting: RunProgram = call => {
    if (call.args.includes('--stdin')) calls.push(call)
    return run(call)
  }
  return { calls, run: counting }
}
