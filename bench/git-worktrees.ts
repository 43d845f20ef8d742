import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createGit } from '../src/adapters/git/create-git.ts'
import type { CommitSha, WorkerId } from '../src/core/model/ids.ts'
import type { GitPort } from '../src/core/ports/git-port.ts'

/** Measures what it costs to make, read and watch six worktrees of 5,000 files. Run: node bench/git-worktrees.ts [files] [workers] */
const FILES = Number(process.argv[2] ?? 5000)
const WORKERS = Number(process.argv[3] ?? 6)
const ROUNDS = 15
const QUIET_MS = 600

const folder = await realpath(await mkdtemp(join(tmpdir(), 'czar-bench-')))
try {
  await measure(folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}

interface Bench {
  readonly root: string
  readonly git: GitPort
  readonly names: readonly string[]
  readonly rows: Record<string, string>[]
  readonly trees: { readonly path: string; readonly startSha: CommitSha }[]
}

async function measure(root: string): Promise<void> {
  const repo = join(root, 'repo')
  await makeRepository(repo)
  const names = Array.from({ length: WORKERS }, (_, at) => `w${at + 1}`)
  const git = createGit({
    repo,
    repoUrl: null,
    base: 'main',
    remote: null,
    worktreesDir: join(root, 'trees'),
    branches: names.map(worker => ({ worker, branch: `feat/${worker}` })),
    lockDir: join(root, 'locks'),
    scratchDir: join(root, 'scratch'),
    env: process.env,
  })
  const bench: Bench = { root, git, names, rows: [], trees: [] }
  await measureMaking(bench)
  await measureActivity(bench, firstOf(bench))
  await measureWatching(bench, firstOf(bench))
  console.table(bench.rows)
  console.log(`${FILES} files, ${WORKERS} worktrees; repository grew by ${await looseObjects(repo)} loose objects (${ROUNDS} commits)`)
}

async function measureMaking({ root, git, names, rows, trees }: Bench): Promise<void> {
  const make = (worker: string) =>
    git.ensureWorktree({
      worker: worker as WorkerId,
      path: join(root, 'trees', worker),
      branch: `feat/${worker}`,
      base: 'main',
      includes: [],
      identity: null,
    })
  note(rows, 'inspect', [await timed(() => git.inspect())])
  note(rows, `${WORKERS} worktrees at once`, [await timed(async () => trees.push(...(await Promise.all(names.map(make)))))])
  note(rows, `${WORKERS} adopted again`, [await timed(() => Promise.all(names.map(make)))])
  const proof = join(root, 'proof')
  note(rows, 'proof made', [await timed(() => git.makeProof(trees[0]?.startSha as CommitSha, proof))])
  note(rows, 'proof removed', [await timed(() => git.removeProof(proof))])
}

async function measureActivity({ git, rows, trees }: Bench, first: Bench['trees'][number]): Promise<void> {
  const look = () => git.activity(first.path, first.startSha)
  note(rows, 'activity, clean', await repeated(look))
  await writeFile(join(first.path, 'folder-0', 'file-0.txt'), 'changed\n')
  await writeFile(join(first.path, 'new file'), 'new\n')
  note(rows, 'activity, 2 paths dirty', await repeated(look))
  const change = (round: number) => writeFile(join(first.path, 'new file'), `${round}\n`)
  note(rows, 'activity, a file changed each time', await repeated(async round => change(round).then(look)))
  note(rows, `activity of ${WORKERS} at once`, await repeated(() => Promise.all(trees.map(tree => git.activity(tree.path, tree.startSha)))))
}

async function measureWatching({ git, names, rows, trees }: Bench, first: Bench['trees'][number]): Promise<void> {
  const calls = names.map(() => 0)
  const before = await inotifyWatches()
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  const watch = (at: number, path: string) => git.watch(names[at] as WorkerId, path, () => calls.splice(at, 1, (calls[at] ?? 0) + 1))
  const watches = await Promise.all(trees.map((tree, at) => watch(at, tree.path)))
  note(rows, `watch() of ${WORKERS} returns`, [performance.now() - startedAt])
  await settled()
  note(rows, 'trees watched after', [performance.now() - startedAt - QUIET_MS])
  note(rows, 'CPU of that', [millisecondsOf(process.cpuUsage(cpu))])
  rows.push({ what: 'inotify watches', median: String((await inotifyWatches()) - before), worst: '' })
  const change = (round: number) => writeFile(join(first.path, `folder-${round}`, 'file-1.txt'), `round ${round}\n`)
  note(rows, 'file change to call', await latencies(calls, change))
  note(
    rows,
    'commit to call',
    await latencies(calls, async () => execFileSync('git', ['commit', '-qam', 'x', '--allow-empty'], { cwd: first.path })),
  )
  const idle = process.cpuUsage()
  await delay(2000)
  rows.push({ what: 'CPU while idle', median: `${(millisecondsOf(process.cpuUsage(idle)) / 20).toFixed(2)} %`, worst: '' })
  await Promise.all(watches.map(one => one.close()))
}

function firstOf({ trees }: Bench): Bench['trees'][number] {
  const [first] = trees
  if (first === undefined) throw new Error('no worktree was made')
  return first
}

function note(rows: Record<string, string>[], what: string, ms: readonly number[]): void {
  rows.push({ what, median: `${median(ms)} ms`, worst: `${Math.round(Math.max(...ms))} ms` })
}

function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}

async function makeRepository(repo: string): Promise<void> {
  await mkdir(repo)
  const folders = Math.ceil(FILES / 50)
  for (let at = 0; at < folders; at++) {
    await mkdir(join(repo, `folder-${at}`))
    for (let file = 0; file < 50; file++) await writeFile(join(repo, `folder-${at}`, `file-${file}.txt`), `${at} ${file}\n`.repeat(200))
  }
  const run = (...args: string[]) => execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@c', ...args], { cwd: repo })
  run('init', '-qb', 'main')
  run('add', '-A')
  run('commit', '-qm', 'start')
  run('config', 'user.name', 'b')
  run('config', 'user.email', 'b@example.com')
  run('gc', '-q')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function repeated(work: (round: number) => Promise<unknown>): Promise<number[]> {
  await work(-1)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => work(round)))
  return times
}

/** Measures the time from a change in the first worktree until it is reported, while nothing else happens. */
async function latencies(calls: readonly number[], act: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await delay(700)
    const before = calls[0] ?? 0
    await act(round)
    times.push(
      await timed(async () => {
        for (let waited = 0; calls[0] === before && waited < 5000; waited++) await delay(1)
      }),
    )
  }
  return times
}

/** Waits until the number of inotify watches stops growing. */
async function settled(): Promise<void> {
  for (let before = -1, same = 0; same < QUIET_MS / 50; same++) {
    await delay(50)
    const now = await inotifyWatches()
    if (now !== before) same = 0
    before = now
  }
}

async function inotifyWatches(): Promise<number> {
  const names = await readdir('/proc/self/fdinfo')
  const texts = await Promise.all(names.map(name => readFile(`/proc/self/fdinfo/${name}`, 'utf8').catch(() => '')))
  return texts.reduce((sum, text) => sum + (text.match(/^inotify wd/gm)?.length ?? 0), 0)
}

async function looseObjects(repo: string): Promise<string> {
  return /count: (\d+)/.exec(execFileSync('git', ['count-objects', '-v'], { cwd: repo, encoding: 'utf8' }))?.[1] ?? '?'
}

function median(numbers: readonly number[]): number {
  return Math.round([...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0)
}
