import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGit } from '../src/adapters/git/create-git.ts'
import type { ForecastPort, Head } from '../src/core/ports/forecast-port.ts'
import { headAt, measureHistory } from './forecast/measure-history.ts'
import { cloneForMerges } from './support/older-merge.ts'
import { processorTime } from './support/processor-time.ts'

/**
 * Measures what a forecast of conflicts costs, and how often the forecast is right.
 *
 * `node bench/forecast.ts` tests all pairs of 20 and of 50 made-up branches, and tests them again after one branch has moved. In half of
 * the pairs both branches change parts of one file.
 *
 * `node bench/forecast.ts REPOSITORY` replays real merges of a repository. For the two merged heads, it compares the forecast with git's
 * older method of merging. It also compares the forecast before the last commit with the merge at the end. The table also shows the simple
 * rule "both branches changed the same file".
 */
const FILES = 300

const folder = await mkdtemp(join(tmpdir(), 'czar-forecast-'))
const [history] = process.argv.slice(2)
try {
  console.table(history === undefined ? await measureCost() : await measureRepository(history))
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

async function measureRepository(repository: string): Promise<readonly object[]> {
  const { repo, mergeOlder } = cloneForMerges(repository, folder)
  const forecast = forecastOf(repo)
  try {
    return await measureHistory({ repo, forecast, mergeOlder })
  } finally {
    await forecast.close()
  }
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
  const shared = Array.from({ length: 600 }, (_, at) => `line ${at}`)
  for (const at of [0, 1]) await writeFile(join(repo, `shared${at}.txt`), shared.join('\n'))
  run('add', '-A')
  run('commit', '-qm', 'Base')
  const work = async (branch: number, round: number) => {
    await writeFile(join(repo, `shared${branch % 2}.txt`), shared.with(branch * 10, `of ${branch} in round ${round}`).join('\n'))
    for (let at = 0; at < 5; at += 1) {
      const text = lines.with((branch + at + round) % 60, `of ${branch} in round ${round}`).join('\n')
      await writeFile(join(repo, `f${(branch * 7 + at * 3) % FILES}.txt`), text)
    }
  }
  const commitWork = async (branch: number, round: number) => {
    await work(branch, round)
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
    const withOthers = (ours: Head) => some.filter((_, at) => at !== 3).map(theirs => ({ ours, theirs }))
    const one = withOthers(moved)
    rows.push({ what: `one of ${count} moved`, pairs: one.length, ...(await timed(() => forecast.foresee(one))) })
    await work(3, count + 1)
    run('add', '-A')
    const uncommitted = withOthers({ ...moved, tree: run('write-tree') })
    rows.push({ what: `the same, not committed`, pairs: one.length, ...(await timed(() => forecast.foresee(uncommitted))) })
    await forecast.close()
    run('update-ref', 'refs/heads/b3', String(heads[3]?.commit))
    run('reset', '-q', '--hard')
  }
  run('repack', '-adq')
  run('prune', '--expire=now')
  rows.push({ what: 'repository unchanged', pairs: '', ms: run('count-objects', '-v').includes('count: 0') && before.includes('count: 0') })
  return rows
}

async function timed(act: () => Promise<unknown>): Promise<{ readonly ms: number; readonly 'processor ms': number }> {
  const processor = () => {
    const { own, children } = processorTime(process.pid)
    return 1000 * (own + children)
  }
  const [from, before] = [performance.now(), processor()]
  await act()
  return { ms: Math.round(performance.now() - from), 'processor ms': Math.round(processor() - before) }
}

function pairsOf(heads: readonly Head[]) {
  return heads.flatMap((ours, at) => heads.slice(at + 1).map(theirs => ({ ours, theirs })))
}
