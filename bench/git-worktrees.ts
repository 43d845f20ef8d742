import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createGit } from '../src/adapters/git/create-git.ts'
import type { CommitSha, WorkerId } from '../src/core/model/ids.ts'

/** Six worktrees of 5,000 files: what making, reading and watching them costs. Run: node bench/git-worktrees.ts [files] [workers] */
const FILES = Number(process.argv[2] ?? 5000)
const WORKERS = Number(process.argv[3] ?? 6)
const ROUNDS = 15

const folder = await realpath(await mkdtemp(join(tmpdir(), 'czar-bench-')))
try {
  await measure(folder)
} finally {
  await rm(folder, { recursive: true, force: true })
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
  const rows: Record<string, string>[] = []
  const note = (what: string, ms: readonly number[]) =>
    rows.push({ what, median: `${median(ms)} ms`, worst: `${Math.round(Math.max(...ms))} ms` })
  note('inspect', [await timed(() => git.inspect())])
  const made: { path: string; startSha: CommitSha }[] = []
  const make = (worker: string) =>
    git.ensureWorktree({
      worker: worker as WorkerId,
      path: join(root, 'trees', worker),
      branch: `feat/${worker}`,
      base: 'main',
      includes: [],
      identity: null,
    })
  note(`${WORKERS} worktrees at once`, [await timed(async () => made.push(...(await Promise.all(names.map(make)))))])
  note(`${WORKERS} adopted again`, [await timed(() => Promise.all(names.map(make)))])
  const first = made[0]
  if (first === undefined) return
  note('activity, clean', await repeated(() => git.activity(first.path, first.startSha)))
  await writeFile(join(first.path, 'folder-0', 'file-0.txt'), 'changed\n')
  await writeFile(join(first.path, 'new file'), 'new\n')
  note('activity, 2 paths dirty', await repeated(() => git.activity(first.path, first.startSha)))
  note(`activity of ${WORKERS} at once`, await repeated(() => Promise.all(made.map(tree => git.activity(tree.path, tree.startSha)))))
  const watched = await inotifyWatches()
  const calls = names.map(() => 0)
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  const watches = await Promise.all(
    made.map((tree, at) => git.watch(names[at] as WorkerId, tree.path, () => calls.splice(at, 1, (calls[at] ?? 0) + 1))),
  )
  note(`watch() of ${WORKERS} returns`, [performance.now() - startedAt])
  await settled()
  note('trees watched after', [performance.now() - startedAt - 600])
  note('CPU of that', [process.cpuUsage(cpu).user / 1000 + process.cpuUsage(cpu).system / 1000])
  rows.push({ what: 'inotify watches', median: String((await inotifyWatches()) - watched), worst: '' })
  note(
    'file change to call',
    await latencies(calls, 0, round => writeFile(join(first.path, `folder-${round}`, 'file-1.txt'), `round ${round}\n`)),
  )
  note(
    'commit to call',
    await latencies(calls, 0, async () => execFileSync('git', ['commit', '-qam', 'x', '--allow-empty'], { cwd: first.path })),
  )
  const idle = process.cpuUsage()
  await delay(2000)
  const used = process.cpuUsage(idle)
  rows.push({ what: 'CPU while idle', median: `${((used.user + used.system) / 20_000).toFixed(2)} %`, worst: '' })
  await Promise.all(watches.map(watch => watch.close()))
  const proof = join(root, 'proof')
  note('proof made', [await timed(() => git.makeProof(first.startSha, proof))])
  note('proof removed', [await timed(() => git.removeProof(proof))])
  console.table(rows)
  console.log(`${FILES} files, ${WORKERS} worktrees; repository grew by ${await looseObjects(repo)} loose objects`)
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

async function repeated(work: () => Promise<unknown>): Promise<number[]> {
  await work()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(work))
  return times
}

async function latencies(calls: readonly number[], at: number, act: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await delay(700)
    const before = calls[at] ?? 0
    await act(round)
    times.push(
      await timed(async () => {
        for (let waited = 0; calls[at] === before && waited < 5000; waited++) await delay(1)
      }),
    )
  }
  return times
}

/** The number of inotify watches stops growing. */
async function settled(): Promise<void> {
  for (let before = -1, same = 0; same < 12; same++) {
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
