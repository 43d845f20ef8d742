import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGit } from '../src/adapters/git/create-git.ts'
import type { CommitSha } from '../src/core/model/ids.ts'
import type { ForecastPort, Head } from '../src/core/ports/forecast-port.ts'

/**
 * Measures what foreseeing conflicts costs, and how often it is right.
 * `node bench/forecast.ts`: all pairs of 20 and of 50 made-up branches, and one moved head.
 * `node bench/forecast.ts REPOSITORY`: real merges of a repository, replayed commit by commit. Compares what was
 * foreseen before the last commit with the conflicts of the real merge, and with the plain rule "both changed a file".
 */
const MERGES = 600
/** A long window keeps only its newest steps. */
const MOST_STEPS = 15
const FILES = 300

const folder = await mkdtemp(join(tmpdir(), 'czar-forecast-'))
const [history] = process.argv.slice(2)
try {
  console.table(history === undefined ? await measureCost() : await measureHistory(history))
} finally {
  await rm(folder, { recursive: true, force: true })
}

function forecastOf(repo: string): ForecastPort {
  const common = {
    repoUrl: null,
    base: 'main',
    remote: null,
    worktreesDir: join(folder, 'trees'),
    branches: [],
    lockDir: join(folder, 'locks'),
  }
  return createGit({ ...common, repo, scratchDir: join(folder, 'scratch'), env: process.env }).forecast
}

async function measureCost(): Promise<readonly object[]> {
  const repo = join(folder, 'repo')
  const run = (...args: readonly string[]) => execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8' }).trim()
  execFileSync('git', ['init', '-q', '-b', 'main', repo])
  for (const [key, value] of [
    ['user.name', 'Bench'],
    ['user.email', 'bench@localhost'],
    ['gc.auto', '0'],
  ] as const)
    run('config', key, value)
  const lines = Array.from({ length: 60 }, (_, at) => `line ${at}`)
  await Promise.all(Array.from({ length: FILES }, (_, at) => writeFile(join(repo, `f${at}.txt`), lines.join('\n'))))
  run('add', '-A')
  run('commit', '-qm', 'Base')
  const commitWork = async (branch: number, round: number) => {
    for (let at = 0; at < 5; at += 1) {
      const text = lines.with((branch + at + round) % 60, `of ${branch} in round ${round}`).join('\n')
      await writeFile(join(repo, `f${(branch * 7 + at * 3) % FILES}.txt`), text)
    }
    run('commit', '-qam', `Work ${branch}`)
    return headAt(run('rev-parse', 'HEAD'))
  }
  const heads: Head[] = []
  for (let branch = 0; branch < 50; branch += 1) {
    run('checkout', '-q', '-B', `b${branch}`, 'main')
    heads.push(await commitWork(branch, 0))
  }
  run('repack', '-adq')
  const before = run('count-objects', '-v')
  const rows: object[] = []
  for (const count of [20, 50]) {
    const forecast = forecastOf(repo)
    const some = heads.slice(0, count)
    const all = pairsOf(some)
    rows.push({ what: `all pairs of ${count}`, pairs: all.length, ...(await timed(() => forecast.foresee(all))) })
    run('checkout', '-q', 'b3')
    const moved = await commitWork(3, count)
    const one = some.filter((_, at) => at !== 3).map(theirs => ({ ours: moved, theirs }))
    rows.push({ what: `one of ${count} moved`, pairs: one.length, ...(await timed(() => forecast.foresee(one))) })
    await forecast.close()
    run('update-ref', 'refs/heads/b3', String(heads[3]?.commit))
    run('reset', '-q', '--hard')
  }
  run('repack', '-adq')
  run('prune', '--expire=now')
  rows.push({ what: 'repository unchanged', pairs: '', ms: run('count-objects', '-v').includes('count: 0') && before.includes('count: 0') })
  return rows
}

async function timed(act: () => Promise<unknown>): Promise<{ readonly ms: number }> {
  const from = performance.now()
  await act()
  return { ms: Math.round(performance.now() - from) }
}

function pairsOf(heads: readonly Head[]) {
  return heads.flatMap((ours, at) => heads.slice(at + 1).map(theirs => ({ ours, theirs })))
}

function headAt(commit: string): Head {
  return { commit: commit as CommitSha, tree: null, path: null }
}

interface Window {
  readonly fork: string
  /** The heads of both sides after each commit, in time order. The last pair is the pair that was merged. */
  readonly steps: readonly (readonly [string, string])[]
}

async function measureHistory(repo: string): Promise<readonly object[]> {
  const run = (...args: readonly string[]) => execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim()
  const windows = realWindows(run)
  const forecast = forecastOf(repo)
  const ends: boolean[] = []
  const told: boolean[] = []
  const overlaps: boolean[] = []
  let unknown = 0
  for (const { fork, steps } of windows) {
    const answers = (await forecast.foresee(steps.map(([ours, theirs]) => ({ ours: headAt(ours), theirs: headAt(theirs) })))).map(
      ({ kind }) => kind,
    )
    if (answers.includes('unknown')) {
      unknown += 1
      continue
    }
    ends.push(answers.at(-1) === 'conflict')
    told.push(answers.slice(0, -1).includes('conflict'))
    const files = (to: string) => run('diff-tree', '-r', '--name-only', '--no-renames', fork, to).split('\n').filter(Boolean)
    const [ours = fork, theirs = fork] = steps.at(-2) ?? []
    const mine = new Set(files(ours))
    overlaps.push(files(theirs).some(file => mine.has(file)))
  }
  await forecast.close()
  const conflicts = ends.filter(Boolean).length
  return [
    { what: 'windows', all: windows.length, conflicts, unknown },
    { what: 'foreseen before the last commit', ...scores(told, ends) },
    { what: 'both changed a file before it', ...scores(overlaps, ends) },
  ]
}

/** Merges in which both sides had commits before their last one, newest first. */
function realWindows(run: (...args: readonly string[]) => string): readonly Window[] {
  const merges = run('rev-list', '--all', '--merges', '--parents', '--timestamp')
    .split('\n')
    .map(line => line.split(' '))
  return merges.slice(0, MERGES).flatMap(([, , ...parents]) => {
    const [left = '', right = ''] = parents
    if (parents.length !== 2) return []
    const forks = forksOf(run, left, right)
    const [fork = ''] = forks
    if (forks.length !== 1 || fork === '' || fork === left || fork === right) return []
    const steps = stepsOf(run, fork, [left, right])
    return steps.length < 2 ? [] : [{ fork, steps }]
  })
}

/** The two commits have no common history. */
function forksOf(run: (...args: readonly string[]) => string, left: string, right: string): readonly string[] {
  try {
    return run('merge-base', '--all', left, right).split('\n')
  } catch {
    return []
  }
}

/** The first-parent commits of each side, merged in time order. */
function stepsOf(run: (...args: readonly string[]) => string, fork: string, tips: readonly [string, string]): Window['steps'] {
  const commits = tips.flatMap((tip, side) =>
    run('rev-list', '--timestamp', '--first-parent', '--reverse', `${fork}..${tip}`)
      .split('\n')
      .map(line => ({ seconds: Number(line.split(' ')[0]), commit: line.split(' ')[1] ?? '', side })),
  )
  const heads = [fork, fork]
  const steps = commits
    .sort((one, other) => one.seconds - other.seconds)
    .flatMap(({ commit, side }) => {
      heads[side] = commit
      const [ours = fork, theirs = fork] = heads
      return ours === fork || theirs === fork ? [] : [[ours, theirs] as const]
    })
  const last = steps.slice(0, -1).slice(-MOST_STEPS + 1)
  return steps.length === 0 ? [] : [...last, tips]
}

function scores(said: readonly boolean[], truth: readonly boolean[]): object {
  const count = (test: (said: boolean, true_: boolean) => boolean) => said.filter((each, at) => test(each, truth[at] ?? false)).length
  const [hits, alarms, misses] = [count((a, b) => a && b), count((a, b) => a && !b), count((a, b) => !a && b)]
  const percent = (part: number, whole: number) => (whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`)
  return { precision: percent(hits, hits + alarms), recall: percent(hits, hits + misses), hits, alarms, misses }
}
