import { execFile, execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openJournalReader } from '../src/adapters/journal/journal-reader.ts'
import type { Journaled } from '../src/core/events/event.ts'
import { readAll } from '../tests/support/read-journal.ts'
import { makeLargeRepository, stallingProject } from './support/large-repository.ts'

/**
 * Measures the time from `czar launch` on a repository of 5,000 files until the sixth scripted agent is ready and has confirmed its task.
 * Shows which parts the time has, and the least possible time on the same machine: six worktrees by git alone, and six sessions by tmux
 * alone. Run: npm run bench -- launch
 */
const WORKERS = 6
const RUNS = Number(process.env['RUNS'] ?? 3)
const root = fileURLToPath(new URL('..', import.meta.url))

const rows: Record<string, number>[] = []
for (let run = 0; run < RUNS; run++) rows.push(await once())
const names = Object.keys(rows[0] ?? {})
for (const name of names) {
  const values = rows.map(row => row[name] ?? 0).sort((left, right) => left - right)
  console.log(
    `${name.padEnd(48)} median ${String(values[Math.floor(values.length / 2)]).padStart(6)}   min ${String(values[0]).padStart(6)}   max ${String(values.at(-1)).padStart(6)}`,
  )
}

async function once(): Promise<Record<string, number>> {
  const directory = await mkdtemp(join(tmpdir(), 'czar-bench-'))
  const env = { ...process.env, CZAR_STATE_DIR: join(directory, 'status') }
  try {
    await makeLargeRepository(join(directory, 'repository'))
    const floorMs = worktreeFloor(join(directory, 'repository'), join(directory, 'floor'))
    await writeFile(join(directory, 'czar.yaml'), stallingProject('bench', WORKERS))
    const startedAt = Date.now()
    const launch = run(['launch', join(directory, 'czar.yaml')], env)
    const events = await untilSubmitted(join(directory, 'status', 'bench'))
    const bootCpuMs = bootTimes(join(directory, 'status', 'bench'))
    await launch
    const figures = breakDown(events, { startedAt, floorMs, bootCpuMs })
    await run(['stop', '-p', 'bench'], env)
    return figures
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/**
 * The processor time of each agent in ms, read right after the last agent has confirmed its task. An agent waits during the rest of its
 * start.
 */
function bootTimes(projectDir: string): readonly number[] {
  return Array.from({ length: WORKERS }, (_, index) => {
    const pid = readFileSync(join(projectDir, 'agents', `w${index}`, '1', 'agent.pid'), 'utf8').trim()
    const threads = readdirSync(`/proc/${pid}/task`)
    const ofThread = (thread: string) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6
    return threads.reduce((sum, thread) => sum + ofThread(thread), 0)
  })
}

interface Measured {
  readonly startedAt: number
  readonly floorMs: number
  readonly bootCpuMs: readonly number[]
}

function breakDown(events: readonly Journaled[], { startedAt, floorMs, bootCpuMs }: Measured): Record<string, number> {
  const last = (kind: Journaled['kind']) => Math.max(...events.filter(event => event.kind === kind).map(event => event.at))
  const first = (kind: Journaled['kind']) => Math.min(...events.filter(event => event.kind === kind).map(event => event.at))
  const boots = events.flatMap(event => {
    if (event.kind !== 'agent.ready') return []
    const start = events.find(other => other.kind === 'agent.started' && other.worker === event.worker)
    return start === undefined ? [] : [event.at - start.at]
  })
  const bootMs = Math.max(...boots)
  // The other agents boot while czar writes files. Their boots share all cores, so they add this time.
  const others = bootCpuMs.reduce((sum, ms) => sum + ms, 0) - Math.min(...bootCpuMs)
  const othersMs = Math.round(others / availableParallelism())
  const totalMs = last('message.submitted') - startedAt
  return {
    'total, ms': totalMs,
    'slowest boot of an agent, ms': bootMs,
    'total without that boot, ms': totalMs - bootMs,
    'processor time of five other boots / cores, ms': othersMs,
    'total without any boot, ms': totalMs - bootMs - othersMs,
    'of that neither worktrees nor boot, ms': totalMs - bootMs - othersMs - floorMs,
    'command to supervising, ms': first('czar.started') - startedAt,
    'supervising to last worktree, ms': last('worktree.ready') - first('czar.started'),
    'last worktree to last agent started, ms': last('agent.started') - last('worktree.ready'),
    'last started to last ready, ms': last('agent.ready') - last('agent.started'),
    'last ready to last receipt, ms': last('message.submitted') - last('agent.ready'),
    'floor: six worktrees by git alone, ms': floorMs,
  }
}

async function untilSubmitted(projectDir: string): Promise<readonly Journaled[]> {
  for (let deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    // Events carry their own time. So frequent polling would only take processor time from the fleet.
    await new Promise(resolve => setTimeout(resolve, 100))
    try {
      const reader = openJournalReader({ projectDir })
      const events = readAll(reader)
      reader.close()
      if (events.filter(event => event.kind === 'message.submitted').length >= WORKERS) return events
    } catch {
      // The directory does not exist yet.
    }
  }
  throw new Error('six receipts did not come within a minute')
}

/**
 * Makes the same six checkouts by git alone, as fast as possible: git registers them one by one, and each core then fills one at a time.
 */
function worktreeFloor(repository: string, into: string): number {
  const names = Array.from({ length: WORKERS }, (_, index) => `${into}${index}`)
  const add = names.map(name => `git worktree add -q --no-checkout --detach ${name} main`).join(' && ')
  const fill = `printf '%s\\n' ${names.join(' ')} | xargs -P ${availableParallelism()} -I{} git -C {} reset -q --hard`
  const startedAt = Date.now()
  execFileSync('sh', ['-c', `${add} && ${fill}`], { cwd: repository })
  const tookMs = Date.now() - startedAt
  execFileSync('sh', ['-c', names.map(name => `git worktree remove --force ${name}`).join(' && ')], { cwd: repository })
  return tookMs
}

function run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, 'bin', 'czar.js'), ...words], { env }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(`${stdout}${stderr}`)),
    )
  })
}
