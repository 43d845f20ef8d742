// Measures what it costs to watch idle workers: the CPU time of this process, of the tmux server and of the connected tmux clients. Run:
// node bench/tmux-idle.ts [seconds]
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTmux } from '../src/adapters/tmux/create-tmux.ts'

const SECONDS = Number(process.argv[2] ?? 20)

console.log(
  '| workers | launch ms | ours % | tmux server % | clients % | total % of a core | our RSS MB | server RSS MB | wrapper PSS KB |',
)
console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
for (const workers of [6, 50, 200]) await measure(workers)

async function measure(workers: number): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'czar-bench-'))
  const tmux = createTmux({
    socketPath: join(directory, 'socket', 'tmux'),
    env: { PATH: process.env['PATH'] ?? '' },
    sessionPrefix: 'bench-',
  })
  try {
    const server = Number((await tmux.start()).split(':')[0])
    const startedAt = performance.now()
    const env = { PATH: process.env['PATH'] ?? '' }
    const sessions = await Promise.all(
      Array.from({ length: workers }, (_, index) =>
        tmux.create({
          name: `bench-${index}`,
          argv: ['sleep', '600'],
          cwd: directory,
          env,
          exitDir: join(directory, `${index}`),
          marks: { worker: 'w', incarnation: 1 },
        }),
      ),
    )
    const launchMs = performance.now() - startedAt
    await new Promise(resolve => setTimeout(resolve, 2_000))
    const parts = [[process.pid], [server], childrenOf(process.pid)]
    const before = parts.map(cpuSeconds)
    await new Promise(resolve => setTimeout(resolve, SECONDS * 1_000))
    const percent = parts.map((pids, index) => ((cpuSeconds(pids) - (before[index] ?? 0)) / SECONDS) * 100)
    const total = percent.reduce((sum, part) => sum + part, 0)
    const figures = [...percent, total].map(value => value.toFixed(2))
    const memory = [megabytes(process.pid), megabytes(server)].map(value => value.toFixed(0))
    console.log(
      `| ${workers} | ${launchMs.toFixed(0)} | ${figures.join(' | ')} | ${memory.join(' | ')} | ${proportionalKilobytes(sessions[0]?.pid ?? 0)} |`,
    )
  } finally {
    await tmux.endServer()
    await rm(directory, { recursive: true, force: true })
  }
}

/** Reads the CPU time from the scheduler, which counts in ns. The ticks in /proc/PID/stat are too coarse for parts of a percent. */
function cpuSeconds(pids: readonly number[]): number {
  const tasks = pids.flatMap(pid => readdirSync(`/proc/${pid}/task`).map(task => `/proc/${pid}/task/${task}/schedstat`))
  return tasks.reduce((sum, path) => sum + Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e9, 0)
}

function childrenOf(parent: number): number[] {
  return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

function megabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

function proportionalKilobytes(pid: number): number {
  return Number(/\nPss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1])
}
