import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommitSha } from '../src/core/model/ids.ts'
import type { Project } from '../src/core/model/project.ts'
import type { State } from '../src/core/state/types/state.ts'
import { aPolicy } from '../tests/support/builders/a-policy.ts'
import { aProject, aWorker } from '../tests/support/builders/a-project.ts'
import { mergeProven, provenState } from './support/merge-proven.ts'

/**
 * Merges proven work with real git and real commands. The bench puts one bad task at each place of the train, and also runs without a bad
 * task. It counts the test runs, and measures the time besides the tests until a proven commit is merged. There are four kinds of bad
 * tasks. Three break the test that all tasks share: one without any message, one with a syntax error for which the shell names the task's
 * file, and one with a log that names another task's file. The work of the fourth kind fails its own test when it is merged with the work
 * of the first task. Run: node bench/landing.ts [tasks]
 */
const MEMBERS = Number(process.argv[2] ?? 12)
/** On a syntax error, the shell names the file, as a compiler does. */
const TEST = 'test ! -f broken && for file in src/*.sh; do test ! -f $file || sh -n $file || exit 1; done'

interface Bad {
  readonly at: number
  readonly breaks: 'silent' | 'named' | 'misleading' | 'own'
}

interface Run {
  readonly tests: number
  /** How many ms passed until the branch moved for the last time, without the time of the tests. */
  readonly besides: number
  readonly onBranch: number
}

const folder = await realpath(await mkdtemp(join(tmpdir(), 'czar-bench-')))
try {
  const none = await play(MEMBERS, null)
  const one = await play(1, null)
  const atEach = async (breaks: Bad['breaks'], first = 0) => {
    const runs: Run[] = []
    for (let at = first; at < MEMBERS; at++) runs.push(await play(MEMBERS, { at, breaks }))
    return runs
  }
  const bad = await atEach('silent')
  const named = await atEach('named')
  const misleading = await atEach('misleading')
  const unfit = await atEach('own', 1)
  const countsOf = (runs: readonly Run[]) => {
    const counts = runs.map(({ tests }) => tests)
    return `${mean(counts).toFixed(1)}, ${Math.max(...counts)}`
  }
  console.table([
    { what: `${MEMBERS} good members: tests`, figure: none.tests, aim: 1, right: none.onBranch === MEMBERS },
    {
      what: `${MEMBERS} with one that does not fit: tests, mean and most`,
      figure: countsOf(unfit),
      aim: 5,
      right: unfit.every(({ onBranch }) => onBranch === MEMBERS - 1),
    },
    {
      what: `${MEMBERS} with one that breaks all, and the log names its file: tests, mean and most`,
      figure: countsOf(named),
      aim: 5,
      right: named.every(({ onBranch }) => onBranch === MEMBERS - 1),
    },
    {
      what: `${MEMBERS} with one that breaks all, and the log names no file: tests, mean and most`,
      figure: countsOf(bad),
      aim: 5,
      right: bad.every(({ onBranch }) => onBranch === MEMBERS - 1),
    },
    {
      what: `${MEMBERS} with one that breaks all, and the log names the file of another: tests, mean and most`,
      figure: countsOf(misleading),
      aim: '',
      right: misleading.every(({ onBranch }) => onBranch === MEMBERS - 1),
    },
    { what: 'one member, proven to on the branch, without its test', figure: ms(one.besides), aim: '1,000 ms', right: one.onBranch === 1 },
    { what: `${MEMBERS} members, the same`, figure: ms(none.besides), aim: '1,000 ms', right: none.onBranch === MEMBERS },
    {
      what: `${MEMBERS} with one bad, the same, median`,
      figure: ms(bad.map(({ besides }) => besides).sort((a, b) => a - b)[MEMBERS >> 1]),
      aim: '',
      right: true,
    },
  ])
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Proves the given number of tasks and merges them until nothing is left to merge. One of the tasks may break the test. */
async function play(members: number, bad: Bad | null): Promise<Run> {
  const root = await mkdtemp(join(folder, 'run-'))
  const { project, initial } = await prove(root, members, bad)
  const { state, tests, besides } = await mergeProven(project, initial, root)
  return { tests, besides, onBranch: state.train?.members.length ?? 0 }
}

/** Makes a repository of some hundred files, and a branch for each task. */
async function prove(root: string, members: number, bad: Bad | null): Promise<{ readonly project: Project; readonly initial: State }> {
  const repo = join(root, 'repo')
  await mkdir(join(repo, 'src'), { recursive: true })
  for (let at = 0; at < 300; at++) await writeFile(join(repo, 'src', `file-${at}.txt`), `file ${at}\n`.repeat(20))
  const run = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: repo, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: root } }).trim()
  run('init', '-q', '-b', 'main')
  run('config', 'user.name', 'bench')
  run('config', 'user.email', 'bench@example.com')
  run('add', '-A')
  run('commit', '-q', '-m', 'Begin')
  const base = run('rev-parse', 'HEAD') as CommitSha
  const acceptOf = (at: number) => {
    if (bad?.breaks === 'misleading') return [`cat other 2> /dev/null; ${TEST}`]
    if (bad?.breaks !== 'own') return [TEST]
    return [at === bad.at ? 'test ! -f src/of-w00.txt' : `test -f src/of-${nameOf(at)}.txt`]
  }
  const workers = Array.from({ length: members }, (_, at) => aWorker(nameOf(at), { accept: acceptOf(at) }))
  const commits: CommitSha[] = []
  for (const [at, { id }] of workers.entries()) {
    run('checkout', '-q', '-b', `feat/${id}`, 'main')
    await writeFile(join(repo, 'src', `of-${id}.txt`), `work of ${id}\n`)
    if (at === bad?.at) await breakTests(repo, id, { ...bad, other: nameOf((at + 5) % members) })
    run('add', '-A')
    run('commit', '-q', '-m', `Work of ${id}`)
    commits.push(run('rev-parse', 'HEAD') as CommitSha)
  }
  run('checkout', '-q', 'main')
  const merge = { mode: 'omnibus', test: [], contentLoss: 0.1 } as const
  const project = aProject({ repo, worktreesDir: join(root, 'trees'), workers, policy: { ...aPolicy, merge } })
  return { project, initial: provenState(project, base, commits) }
}

async function breakTests(repo: string, id: string, { breaks, other }: Bad & { readonly other: string }): Promise<void> {
  if (breaks === 'named') await writeFile(join(repo, 'src', `of-${id}.sh`), 'if true; then\nfi fi\n')
  if (breaks === 'silent' || breaks === 'misleading') await writeFile(join(repo, 'broken'), 'yes')
  if (breaks === 'misleading') await writeFile(join(repo, 'other'), `src/of-${other}.txt:1: failed\n`)
}

function nameOf(at: number): string {
  return `w${String(at).padStart(2, '0')}`
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

function ms(value = 0): string {
  return `${Math.round(value)} ms`
}
