import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { livingProcessesWith } from '../tests/support/living-processes.ts'
import { processorTime } from './support/processor-time.ts'
import { makeScratchFleet, type ScratchFleet, type Second } from './support/scratch-fleet.ts'

/**
 * Measures what grows with the number of workers: how long a launch takes until all have their task, the processor time of the first
 * reading of their worktrees, the cost at rest, the time until the journal has an agent's exit, and how long a stop takes. Run: npm run
 * bench -- growth [6 20 60 200]
 */
const REST_SECONDS = Number(process.env['SECONDS'] ?? 20)
const EXITS = 12
/** How often czar reads a worktree again while the worktree's agent prints, in ms. */
const SWEEP_MS = 60_000
const COUNTS = process.argv.slice(2).map(Number)

for (const count of COUNTS.length === 0 ? [6, 20, 60, 200] : COUNTS) await measure(count)

async function measure(count: number): Promise<void> {
  const fleet = makeScratchFleet('growth', projectLines(count))
  let isStopped = false
  try {
    const startedAt = performance.now()
    fleet.czar('launch', 'czar.yaml')
    const pid = fleet.pid()
    await untilBriefed(fleet, count)
    const briefed = (performance.now() - startedAt) / 1_000
    const briefs = { cpu: cpuOf(pid), programs: programsOf(fleet, pid) }
    const settled = await untilSettled(pid)
    const looks = { cpu: cpuOf(pid), programs: programsOf(fleet, pid) }
    await pause(SWEEP_MS)
    const rest = await restOf(pid)
    const exits = await killSome(fleet, Math.min(EXITS, count))
    await untilSettled(pid)
    const before = programsOf(fleet, pid)
    const stop = await stopAll(fleet, pid)
    isStopped = true
    const stopped = programsOf(fleet, pid)
    console.log(`${count} workers`)
    console.log(
      `  briefed after ${briefed.toFixed(1)} s, ${briefs.cpu.toFixed(1)} s of processor, ${sayPrograms({}, briefs.programs, count)}`,
    )
    console.log(
      `  until at rest ${settled.toFixed(0)} s more, ${(looks.cpu - briefs.cpu).toFixed(1)} s of processor, ${sayPrograms(briefs.programs, looks.programs, count)}`,
    )
    console.log(`  at rest ${rest.toFixed(2)} % of a core, ${stop.megabytes.toFixed(0)} MB`)
    console.log(`  an exit is in the journal after ${exits.median} ms, worst ${exits.worst} of ${Math.min(EXITS, count)}`)
    console.log(`  stopped in ${stop.seconds.toFixed(1)} s, ${stop.cpu.toFixed(1)} s of processor, ${sayPrograms(before, stopped, count)}`)
    console.log(`  left: ${stop.left.join('; ') || 'nothing'}`)
  } finally {
    // The cleanup also runs after a failure. Otherwise the czar would run for ever although its directory is gone.
    if (!isStopped) fleet.czar('stop', '-p', 'growth')
    fleet.remove()
  }
}

function programsOf({ seconds }: ScratchFleet, pid: number): Second['spawns'] {
  return seconds(pid).at(-1)?.spawns ?? {}
}

function sayPrograms(before: Second['spawns'], after: Second['spawns'], workers: number): string {
  const kinds = Object.entries(after).map(([kind, count]) => [kind, (count - (before[kind] ?? 0)) / workers] as const)
  const total = kinds.reduce((sum, [, count]) => sum + count, 0)
  const most = kinds.filter(([, count]) => count >= 0.05).toSorted(([, one], [, two]) => two - one)
  return `${total.toFixed(1)} programs a worker (${most.map(([kind, count]) => `${kind} ${count.toFixed(1)}`).join(', ')})`
}

function projectLines(count: number): string {
  const worker = (index: number) => `  - { id: w${index}, owns: ["w${index}/**"], task: "Rest, number ${index}.\\n" }\n`
  return `watchdog: false\npolicy: { idle_after: 1d, stuck_after: 1d }\nworkers:\n${Array.from({ length: count }, (_, index) => worker(index)).join('')}`
}

function cpuOf(pid: number): number {
  const { own, children } = processorTime(pid)
  return own + children
}

async function untilBriefed({ events }: ScratchFleet, count: number): Promise<void> {
  const briefed = new Set<string>()
  let seq = 0
  for (const deadline = Date.now() + 600_000; Date.now() < deadline; await pause(200)) {
    const news = events(seq)
    seq = news.at(-1)?.seq ?? seq
    for (const event of news) if (event.kind === 'report.received' && event.report.kind === 'ack') briefed.add(event.worker)
    if (briefed.size >= count) return
  }
  throw new Error(`${briefed.size} of ${count} workers have taken their task after ten minutes`)
}

/** Waits until the czar uses less than a twentieth of a core for 4 s, twice. Returns the length of the wait. */
async function untilSettled(pid: number): Promise<number> {
  const startedAt = Date.now()
  for (let quiet = 0; Date.now() < startedAt + 240_000; ) {
    const before = cpuOf(pid)
    await pause(4_000)
    quiet = cpuOf(pid) - before < 0.2 ? quiet + 1 : 0
    if (quiet === 2) return (Date.now() - startedAt) / 1_000 - 8
  }
  throw new Error('the supervisor did not come to rest within four minutes')
}

async function restOf(pid: number): Promise<number> {
  const before = cpuOf(pid)
  await pause(REST_SECONDS * 1_000)
  return ((cpuOf(pid) - before) / REST_SECONDS) * 100
}

/** Kills agents one by one, and measures when the journal has each exit. */
async function killSome({ events }: ScratchFleet, count: number): Promise<{ readonly median: number; readonly worst: number }> {
  const all = []
  for (let page = events(0); page.length > 0; page = events(page.at(-1)?.seq ?? 0)) all.push(...page)
  const started = all.filter(event => event.kind === 'agent.started')
  let seq = all.at(-1)?.seq ?? 0
  const took: number[] = []
  for (const { worker, pid } of started.slice(0, count)) {
    const at = Date.now()
    process.kill(childOf(pid), 'SIGKILL')
    for (let isThere = false; !isThere; await pause(50)) {
      const news = events(seq)
      seq = news.at(-1)?.seq ?? seq
      const exit = news.find(event => event.kind === 'agent.exited' && event.worker === worker)
      if (exit === undefined && Date.now() < at + 20_000) continue
      took.push((exit?.at ?? Number.POSITIVE_INFINITY) - at)
      isThere = true
    }
    await pause(300)
  }
  took.sort((one, other) => one - other)
  return { median: took[Math.floor(took.length / 2)] ?? 0, worst: took.at(-1) ?? 0 }
}

/** The process id of the agent program. Czar's own shell, which starts it in the pane, is its parent. */
function childOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  return Number(children[0] ?? pid)
}

async function stopAll({ run, directory }: ScratchFleet, pid: number) {
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  const before = cpuOf(pid)
  let cpu = 0
  const watching = setInterval(() => {
    if (existsSync(`/proc/${pid}`)) cpu = cpuOf(pid) - before
  }, 50)
  const startedAt = performance.now()
  await run('stop', '-p', 'growth')
  clearInterval(watching)
  const seconds = (performance.now() - startedAt) / 1_000
  // The command returns when the czar no longer answers. The czar's process ends a moment later.
  for (const deadline = Date.now() + 1_000; existsSync(`/proc/${pid}`) && Date.now() < deadline; ) await pause(10)
  return { megabytes, cpu, seconds, left: livingProcessesWith(directory) }
}
