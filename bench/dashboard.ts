import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { serveBusyCzar } from './support/busy-czar.ts'

/**
 * Measures the dashboard in a process of its own, connected to a czar's real socket: the time from an event to the picture that shows it,
 * and CPU and bytes at rest and at work. Also measures the time from `czar dashboard` to the first picture, in a real tmux with a real
 * fleet. Run: npm run bench -- dashboard
 */
const EVERY_MS = 100
const REST_MS = 20_000
const WORK_MS = 15_000
const WARM_MS = 2_500
/**
 * The bench sends this many reports before it measures. A real dashboard runs for hours, but V8's first compilation raises the result of a
 * fresh one by half.
 */
const WARM_REPORTS = 300
const STARTS = 5
const root = fileURLToPath(new URL('..', import.meta.url))

const directory = await mkdtemp(join(tmpdir(), 'czar-dashboard-'))
try {
  const bundle = await bundleDashboard(join(directory, 'bundle'))
  console.log('fleet                      events/s   CPU %   KB/s   event to frame ms: median   p95   worst   RSS MB')
  await measure('20 workers at rest', { bundle, workers: 20, isWorking: false, columns: 120, rows: 40 })
  await measure('20 workers at work', { bundle, workers: 20, isWorking: true, columns: 120, rows: 40 })
  await measure('200 workers at rest', { bundle, workers: 200, isWorking: false, columns: 200, rows: 50 })
  await measure('200 workers at work', { bundle, workers: 200, isWorking: true, columns: 200, rows: 50 })
  await measureStart(directory)
} finally {
  await rm(directory, { recursive: true, force: true })
}

interface Case {
  readonly bundle: string
  readonly workers: number
  readonly isWorking: boolean
  readonly columns: number
  readonly rows: number
}

async function measure(name: string, { bundle, workers, isWorking, columns, rows }: Case): Promise<void> {
  const socketPath = join(directory, `${workers}-${isWorking}.sock`)
  const czar = await serveBusyCzar(socketPath, workers)
  const child = fork(join(root, 'bench/support/dashboard-child.js'), [bundle, socketPath, `${columns}`, `${rows}`])
  await delay(WARM_MS)
  for (let count = 0; isWorking && count < WARM_REPORTS; count++) {
    await delay(EVERY_MS)
    czar.report()
  }
  child.send('begin')
  const reported: number[] = []
  const until = Date.now() + (isWorking ? WORK_MS : REST_MS)
  while (Date.now() < until) {
    await delay(EVERY_MS)
    if (isWorking) reported.push(czar.report())
  }
  const { written, cpuMs, wallMs, rss } = await figures(child)
  const latencies = reported
    .flatMap(at => written.find(write => write.at >= at)?.at ?? [])
    .map((frame, index) => frame - (reported[index] ?? 0))
  latencies.sort((left, right) => left - right)
  const bytes = written.reduce((sum, write) => sum + write.bytes, 0)
  const at = (share: number) => (latencies.length === 0 ? '-' : `${latencies[Math.floor((latencies.length - 1) * share)]}`)
  console.log(
    `${name.padEnd(26)} ${String(isWorking ? 10 : 0).padStart(8)} ${((cpuMs / wallMs) * 100).toFixed(2).padStart(7)} ${(bytes / wallMs).toFixed(2).padStart(6)} ${at(0.5).padStart(27)} ${at(0.95).padStart(5)} ${at(1).padStart(7)} ${String(Math.round(rss / 1e6)).padStart(8)}`,
  )
  child.kill()
  await czar.close()
}

interface Figures {
  readonly written: readonly { readonly at: number; readonly bytes: number }[]
  readonly cpuMs: number
  readonly wallMs: number
  readonly rss: number
}

async function figures(child: ChildProcess): Promise<Figures> {
  child.send('figures')
  const [answer] = await once(child, 'message')
  return answer
}

/** The time from the command in a fresh tmux session to the first picture of a real fleet of six workers. */
async function measureStart(directory: string): Promise<void> {
  const env = { ...process.env, CZAR_STATE_DIR: join(directory, 'status') }
  const czar = (...words: string[]) => execFileSync(process.execPath, [join(root, 'bin/czar.js'), ...words], { env, encoding: 'utf8' })
  const repository = join(directory, 'repository')
  await mkdir(repository)
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...words], { cwd: repository })
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'first')
  await writeFile(join(directory, 'czar.yaml'), projectFile())
  czar('launch', join(directory, 'czar.yaml'), '--detach')
  const tmux = (...words: string[]) =>
    execFileSync('tmux', ['-S', join(directory, 'outer.sock'), '-f', '/dev/null', ...words], { encoding: 'utf8' })
  const times: number[] = []
  try {
    for (let start = 0; start < STARTS; start++) {
      const startedAt = performance.now()
      tmux(
        'new-session',
        '-d',
        '-s',
        `d${start}`,
        '-x',
        '120',
        '-y',
        '40',
        '-e',
        `CZAR_STATE_DIR=${env.CZAR_STATE_DIR}`,
        process.execPath,
        join(root, 'bin/czar.js'),
        'dashboard',
      )
      while (!tmux('capture-pane', '-p', '-t', `=d${start}:`).includes('supervising')) await delay(5)
      times.push(Math.round(performance.now() - startedAt))
      if (start < STARTS - 1) tmux('new-session', '-d', '-s', `keep${start}`, 'sleep 60')
      tmux('send-keys', '-t', `=d${start}:`, 'q')
    }
  } finally {
    execFileSync('tmux', ['-S', join(directory, 'outer.sock'), 'kill-server'], { stdio: 'ignore' })
    czar('stop')
  }
  times.sort((left, right) => left - right)
  console.log(`command to first frame, ms: median ${times[Math.floor(STARTS / 2)]}, worst ${times.at(-1)}`)
}

function projectFile(): string {
  const workers = Array.from(
    { length: 6 },
    (_, index) =>
      `  - id: w${index}\n    owns: ["w${index}/**"]\n    task: |\n      Task ${index}.\n\n      \`\`\`scripted\n      - stall: forever\n      \`\`\`\n`,
  )
  return `project: bench\nrepo: ./repository\nagent: scripted\nworkers:\n${workers.join('')}`
}

/** Builds the dashboard as `npm run build` does: production React, one file. */
async function bundleDashboard(into: string): Promise<string> {
  const entry = join(into, 'entry.ts')
  await mkdir(into)
  const from = (path: string) => JSON.stringify(join(root, 'src', path))
  await writeFile(
    entry,
    `export { runDashboard } from ${from('ui/dashboard/run-dashboard.tsx')}\nexport { createApiClient } from ${from('api/client.ts')}\n`,
  )
  await build({
    cwd: root,
    input: { dashboard: entry },
    platform: 'node',
    external: ['pino', 'react-devtools-core'],
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    checks: { ineffectiveDynamicImport: false },
    output: { dir: join(into, 'out'), format: 'esm' },
  })
  return join(into, 'out', 'dashboard.js')
}
