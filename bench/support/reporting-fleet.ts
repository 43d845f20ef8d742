import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readHolder } from '../../src/adapters/journal/supervisor-holder.ts'
import { readStatus } from '../../src/adapters/status/read-status.ts'
import { appendReport } from '../../src/adapters/status/reports/append-report.ts'
import type { Journaled } from '../../src/core/events/event.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { readEvents } from './read-events.ts'
import { makeSmallRepository } from './small-repository.ts'

const EVERY_MS = 100
const bin = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

/** A czar with scripted workers that have taken their task and rest. The benchmark writes reports in their names. */
export interface ReportingFleet {
  readonly socketPath: string
  /** Writes ten reports a second for this many seconds. Returns for the text of each report when it was written, in ms since the epoch. */
  report(seconds: number): Promise<ReadonlyMap<string, number>>
  lastSeq(): number
  eventsAfter(seq: number): readonly Journaled[]
  /** Returns the processor time of the czar so far. */
  cpuMs(): number
  stop(): void
}

/** Launches the fleet in a directory of its own, and waits until it rests. */
export async function launchReportingFleet(workers: number): Promise<ReportingFleet> {
  const directory = mkdtempSync(join(tmpdir(), 'czar-clients-'))
  const runtime = join(directory, 'run')
  const projectDir = join(directory, 'status', 'clients')
  const env = { ...process.env, CZAR_STATE_DIR: join(directory, 'status'), XDG_RUNTIME_DIR: runtime }
  const czar = (...words: string[]) => execFileSync(process.execPath, [bin, ...words], { env, cwd: directory, stdio: 'pipe' })
  const stop = () => {
    czar('stop', '-p', 'clients')
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  makeProject(directory, workers)
  mkdirSync(runtime, { mode: 0o700 })
  czar('launch', 'czar.yaml')
  await untilResting(projectDir, workers).catch(error => {
    stop()
    throw error
  })
  const pid = readHolder(projectDir)?.pid ?? 0
  let count = 0
  return {
    socketPath: join(runtime, 'czar', readdirSync(join(runtime, 'czar')).find(name => name.endsWith('.api')) ?? ''),
    async report(seconds) {
      const written = new Map<string, number>()
      const begin = performance.now()
      for (let made = 0; made < (seconds * 1_000) / EVERY_MS; made++) {
        await pause(Math.max(0, begin + made * EVERY_MS - performance.now()))
        const text = `step ${count}`
        written.set(text, performance.timeOrigin + performance.now())
        const worker = `w${count % workers}` as WorkerId
        const report = { at: Date.now(), kind: 'progress', assignment: null, text, done: count++ % 10, total: 10 } as const
        appendReport({ projectDir, worker, report: { ...report, plan: [] } })
      }
      return written
    },
    lastSeq: () => readStatus(projectDir).seq,
    eventsAfter: seq => readEvents(projectDir, seq),
    cpuMs: () => cpuMsOf(pid),
    stop,
  }
}

function makeProject(directory: string, count: number): void {
  makeSmallRepository(join(directory, 'repository'))
  const workers = Array.from(
    { length: count },
    (_, index) => `  - { id: w${index}, owns: ["w${index}/**"], task: "Rest, number ${index}.\\n" }\n`,
  )
  const head = 'project: clients\nrepo: ./repository\nagent: scripted\npolicy: { idle_after: 1d }\nworkers:\n'
  writeFileSync(join(directory, 'czar.yaml'), `${head}${workers.join('')}`)
}

async function untilResting(projectDir: string, count: number): Promise<void> {
  for (let deadline = Date.now() + 300_000; Date.now() < deadline; await pause(500)) {
    if (acknowledged(projectDir) < count) continue
    await pause(10_000)
    return
  }
  throw new Error(`${acknowledged(projectDir)} of ${count} workers have taken their task after 5 min`)
}

function acknowledged(projectDir: string): number {
  try {
    return Object.values(readStatus(projectDir).workers).filter(({ assignment }) => assignment?.state === 'acknowledged').length
  } catch {
    // The file is not written yet.
    return 0
  }
}

/**
 * Reads the processor time from schedstat, which is exact to the ns. The fields utime and stime would count ticks of 10 ms (proc(5), first
 * field).
 */
function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.reduce((sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e6
}
