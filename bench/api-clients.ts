import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openJournalReader } from '../src/adapters/journal/journal-reader.ts'
import { readHolder } from '../src/adapters/journal/supervisor-holder.ts'
import { appendReport } from '../src/adapters/status/append-report.ts'
import { readStatus } from '../src/adapters/status/read-status.ts'
import { createApiClient } from '../src/api/client.ts'
import type { WorkerId } from '../src/core/model/ids.ts'

/**
 * What live clients cost the czar, and how soon they know: a fleet of scripted workers that makes ten reports a second,
 * watched by 0, 1 and 20 clients, each with the view and the events; of 20 one never reads.
 * `npm run bench -- api-clients [workers] [rounds] [seconds a round]`
 */
const [WORKERS = 20, ROUNDS = 4, SECONDS = 12] = process.argv.slice(2).map(Number)
const EVERY_MS = 100
const FLEETS = [0, 1, 20]
const bin = fileURLToPath(new URL('../bin/czar.js', import.meta.url))

interface Sample {
  readonly cpuMs: number
  readonly events: number
  /** Report written to event in the journal, and from there to the client that is timed. */
  readonly toJournal: readonly number[]
  readonly toWatch: readonly number[]
  readonly toStream: readonly number[]
}

const directory = mkdtempSync(join(tmpdir(), 'czar-clients-'))
const runtime = join(directory, 'run')
const projectDir = join(directory, 'status', 'clients')
const env = { ...process.env, CZAR_STATE_DIR: join(directory, 'status'), XDG_RUNTIME_DIR: runtime }
const czar = (...words: string[]) => execFileSync(process.execPath, [bin, ...words], { env, cwd: directory, stdio: 'pipe' })
let count = 0
const samples = new Map<number, Sample[]>(FLEETS.map(clients => [clients, []]))
try {
  makeProject()
  czar('launch', 'czar.yaml')
  await untilResting()
  const socketPath = join(runtime, 'czar', readdirSync(join(runtime, 'czar')).find(name => name.endsWith('.api')) ?? '')
  await measure(socketPath, 1, 3)
  // There and back again, so that what slowly changes weighs on all alike.
  for (let round = 0; round < ROUNDS; round++)
    for (const clients of round % 2 === 0 ? FLEETS : FLEETS.toReversed())
      samples.get(clients)?.push(await measure(socketPath, clients, SECONDS))
  report()
} finally {
  czar('stop', '-p', 'clients')
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

async function measure(socketPath: string, clients: number, seconds: number): Promise<Sample> {
  const timed = clients > 0 ? await timedClient(socketPath) : null
  const silent = Array.from({ length: Math.max(0, clients - 1) }, (_, index) =>
    ['/v1/watch', '/v1/stream'].map(path => rawClient(socketPath, path, index > 0)),
  )
  await pause(1_000)
  const { pid } = readHolder(projectDir) ?? { pid: 0 }
  const first = readStatus(projectDir).seq
  const cpuBefore = cpuMsOf(pid)
  const written = await makeReports(seconds)
  await pause(500)
  const cpuMs = cpuMsOf(pid) - cpuBefore
  for (const socket of silent.flat()) socket.destroy()
  timed?.close()
  const events = eventsAfter(first)
  const reports = events.flatMap(event =>
    event.kind === 'report.received' ? [{ event, at: written.get(event.report.text) ?? Number.NaN }] : [],
  )
  const delays = (seen: ReadonlyMap<number, number> | undefined) =>
    reports.flatMap(({ event }) => (seen?.get(event.seq) ?? Number.NaN) - event.at)
  return {
    cpuMs,
    events: events.length,
    toJournal: reports.map(({ event, at }) => event.at - at),
    toWatch: delays(timed?.watched),
    toStream: delays(timed?.streamed),
  }
}

/** A client as czar itself has it; when it knew of each event, ms since the epoch. */
async function timedClient(socketPath: string) {
  const client = createApiClient({ socketPath, project: 'clients' })
  const watched = new Map<number, number>()
  const streamed = new Map<number, number>()
  let last = (await client.state()).seq
  const watch = await client.watch(({ seq }) => {
    for (; last < seq; last++) watched.set(last + 1, wallMs())
  })
  const stream = await client.stream(last, ({ seq }) => streamed.set(seq, wallMs()))
  return { watched, streamed, close: () => [watch, stream].map(handle => handle.close()) }
}

function rawClient(socketPath: string, path: string, reads: boolean): Socket {
  const socket = connect(socketPath)
  socket.on('error', () => {})
  socket.write(`GET ${path} HTTP/1.1\r\nHost: czar\r\n\r\n`)
  return reads ? socket.resume() : socket.pause()
}

async function makeReports(seconds: number): Promise<ReadonlyMap<string, number>> {
  const written = new Map<string, number>()
  const begin = performance.now()
  for (let made = 0; made < (seconds * 1_000) / EVERY_MS; made++) {
    await pause(Math.max(0, begin + made * EVERY_MS - performance.now()))
    const worker = `w${count % WORKERS}` as WorkerId
    const text = `step ${count++}`
    written.set(text, wallMs())
    appendReport({
      projectDir,
      worker,
      report: { at: Date.now(), kind: 'progress', assignment: null, text, plan: [], done: count % 10, total: 10 },
    })
  }
  return written
}

function report(): void {
  const table = FLEETS.map(clients => {
    const all = samples.get(clients) ?? []
    const row = (what: keyof Pick<Sample, 'toJournal' | 'toWatch' | 'toStream'>) => quantiles(all.flatMap(sample => sample[what]))
    return {
      clients,
      events: sum(all.map(sample => sample.events)),
      'CPU ms per event': (sum(all.map(sample => sample.cpuMs)) / sum(all.map(sample => sample.events))).toFixed(2),
      'report → journal': row('toJournal'),
      'journal → view': row('toWatch'),
      'journal → event': row('toStream'),
    }
  })
  console.log(`${WORKERS} workers; milliseconds: median, p95`)
  console.table(table)
}

function quantiles(values: readonly number[]): string {
  const sorted = values.filter(value => !Number.isNaN(value)).sort((one, other) => one - other)
  return [0.5, 0.95].map(share => sorted[Math.floor(sorted.length * share)]?.toFixed(1) ?? '').join(', ')
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function eventsAfter(seq: number) {
  const reader = openJournalReader({ projectDir })
  try {
    return reader.read(seq)
  } finally {
    reader.close()
  }
}

function wallMs(): number {
  return performance.timeOrigin + performance.now()
}

/** Exact, where utime and stime count ticks of 10 ms (proc(5): schedstat, first field, ns on the processor). */
function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return sum(threads.map(thread => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]))) / 1e6
}

async function untilResting(): Promise<void> {
  for (let deadline = Date.now() + 120_000; Date.now() < deadline; await pause(500)) {
    try {
      const { workers } = readStatus(projectDir)
      if (Object.values(workers).filter(({ assignment }) => assignment?.state === 'acknowledged').length === WORKERS) break
    } catch {
      // Not written yet.
    }
  }
  await pause(10_000)
}

function makeProject(): void {
  mkdirSync(runtime, { mode: 0o700 })
  const repository = join(directory, 'repository')
  mkdirSync(repository)
  writeFileSync(join(repository, 'README.md'), '# clients\n')
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...words], { cwd: repository })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'clients')
  const workers = Array.from(
    { length: WORKERS },
    (_, index) => `  - { id: w${index}, owns: ["w${index}/**"], task: "Rest, number ${index}.\\n" }\n`,
  )
  const head = 'project: clients\nrepo: ./repository\nagent: scripted\npolicy: { idle_after: 1d }\nworkers:\n'
  writeFileSync(join(directory, 'czar.yaml'), `${head}${workers.join('')}`)
}
