import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readHolder } from '../src/adapters/journal/supervisor-holder.ts'
import { readStatus } from '../src/adapters/status/read-status.ts'
import { processorTime } from './support/processor-time.ts'

/**
 * Measures what a whole czar costs while its fleet does nothing: the processor time of the supervisor and of its tmux server (per cent of
 * one core), and memory. The agents have taken their task and wait. Run: npm run bench -- idle 6 200
 */
const SECONDS = Number(process.env['SECONDS'] ?? 30)
const bin = fileURLToPath(new URL('../bin/czar.js', import.meta.url))
const FIRST_SWEEP_MS = 75_000

console.log('workers  supervisor %  tmux %  together %  supervisor MB  tmux MB')
for (const count of process.argv.slice(2).map(Number)) await measure(count)

async function measure(count: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'czar-idle-'))
  const runtime = join(directory, 'run')
  mkdirSync(runtime, { mode: 0o700 })
  const env = { ...process.env, CZAR_STATE_DIR: join(directory, 'status'), XDG_RUNTIME_DIR: runtime }
  const czar = (...words: string[]) => execFileSync(process.execPath, [bin, ...words], { env, cwd: directory, stdio: 'pipe' })
  try {
    makeProject(directory, count)
    czar('launch', 'czar.yaml')
    const launchedAt = Date.now()
    const projectDir = join(directory, 'status', 'idle')
    await untilResting(projectDir, count)
    const supervisor = readHolder(projectDir)?.pid ?? 0
    // Czar reads every worktree a minute after the start, and then once in ten minutes. The measurement begins after the first of these
    // readings, whose cost is given in README.md.
    await new Promise(resolve => setTimeout(resolve, Math.max(0, launchedAt + FIRST_SWEEP_MS - Date.now())))
    await untilSettled(supervisor)
    const socket = readdirSync(join(runtime, 'czar')).find(name => name.endsWith('.tmux')) ?? ''
    const server = Number(
      execFileSync('tmux', ['-S', join(runtime, 'czar', socket), 'display-message', '-p', '#{pid}'], { encoding: 'utf8' }),
    )
    const before = [processorTime(supervisor).own, processorTime(server).own]
    await new Promise(resolve => setTimeout(resolve, SECONDS * 1000))
    const shares = [supervisor, server].map((pid, index) => ((processorTime(pid).own - (before[index] ?? 0)) / SECONDS) * 100)
    const [own = 0, tmux = 0] = shares
    console.log(
      [
        String(count).padStart(7),
        own.toFixed(2).padStart(12),
        tmux.toFixed(2).padStart(7),
        (own + tmux).toFixed(2).padStart(11),
        megabytes(supervisor).padStart(14),
        megabytes(server).padStart(8),
      ].join(' '),
    )
  } finally {
    // The cleanup also runs after a failure. Otherwise the czar would run for ever although its directory is gone.
    czar('stop', '-p', 'idle')
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

/**
 * Waits until the fleet is at rest: it has used less than a tenth of a core for 3 s. The first reading of two hundred worktrees takes a
 * while.
 */
async function untilSettled(pid: number): Promise<void> {
  for (let deadline = Date.now() + 120_000; Date.now() < deadline; ) {
    const before = processorTime(pid).own
    await new Promise(resolve => setTimeout(resolve, 3_000))
    if (processorTime(pid).own - before < 0.3) return
  }
  throw new Error('the supervisor did not come to rest within two minutes')
}

async function untilResting(projectDir: string, count: number): Promise<void> {
  for (let deadline = Date.now() + 300_000; Date.now() < deadline; ) {
    await new Promise(resolve => setTimeout(resolve, 500))
    try {
      const { workers } = readStatus(projectDir)
      if (Object.values(workers).filter(({ assignment }) => assignment?.state === 'acknowledged').length === count) break
    } catch {
      // The file is not written yet.
    }
  }
  // After this wait the last effects of the launch are over, such as the first watch of the worktrees.
  await new Promise(resolve => setTimeout(resolve, 15_000))
}

function makeProject(directory: string, count: number): void {
  const repository = join(directory, 'repository')
  mkdirSync(repository)
  writeFileSync(join(repository, 'README.md'), '# idle\n')
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...words], { cwd: repository })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'idle')
  const workers = Array.from(
    { length: count },
    (_, index) => `  - { id: w${index}, owns: ["w${index}/**"], task: "Rest, number ${index}.\\n" }\n`,
  )
  writeFileSync(
    join(directory, 'czar.yaml'),
    `project: idle\nrepo: ./repository\nagent: scripted\npolicy: { idle_after: 1d }\nworkers:\n${workers.join('')}`,
  )
}

function megabytes(pid: number): string {
  return (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024).toFixed(0)
}
