import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Journaled } from '../src/core/events/event.ts'
import { makeScratchFleet, type ScratchFleet, type Second } from './support/scratch-fleet.ts'

/**
 * Measures whether anything grows with the length of the history. Ten scripted workers do many small tasks. Each task is proven by a
 * command of its own, and one command tests each merged tree. The first fifth of the tasks is compared with the last: time per task,
 * programs started per task, how busy the event loop is, and memory. Then a restart after kill -9 is measured. Run: npm run bench -- long
 * [tasks] [workers]
 */
const [TASKS = 1_000, WORKERS = 10] = process.argv.slice(2).map(Number)
const QUIET_MS = 300_000

// Each task changes a file that exists already, so that the tree of the repository does not grow.
const files = Object.fromEntries(Array.from({ length: TASKS }, (_, index) => [fileOf(index), 'to do\n']))
const fleet = makeScratchFleet('long', projectLines(), files)
try {
  fleet.czar('launch', 'czar.yaml')
  const pid = fleet.pid()
  const proven = await untilProven(fleet)
  await pause(1_500)
  report(proven, fleet.seconds(pid))
  await restart(fleet, pid)
} finally {
  fleet.czar('stop', '-p', 'long')
  fleet.remove()
}

function fileOf(index: number): string {
  return `made/t${index}.txt`
}

/** One more worker never finishes, so that the fleet does not end with the last task. */
function projectLines(): string {
  const workers = Array.from({ length: WORKERS }, (_, index) => `  - id: w${index}\n${aTask(index)}`)
  const bonus = Array.from({ length: TASKS - WORKERS }, (_, index) => `  - id: t${index + WORKERS}\n${aTask(index + WORKERS)}`)
  const keeper =
    '  - id: keeper\n    owns: ["keeper/**"]\n    task: |\n      Stay.\n\n      ```scripted\n      - ack: Stay\n      - stall: forever\n      ```\n'
  const policy =
    'watchdog: false\npolicy: { idle_after: 1d, stuck_after: 1d, restart: { max: 3, within: 10m, backoff: 1s..10s }, merge: { test: ["true"] } }\n'
  return `${policy}workers:\n${workers.join('')}${keeper}bonus:\n${bonus.join('')}`
}

function aTask(index: number): string {
  const file = fileOf(index)
  const steps = [
    `- ack: { text: "Write ${file} with the number ${index}", plan: ["${file}"] }`,
    `- edit: { file: "${file}", text: "${index}\\n" }`,
    `- commit: "feat: number ${index}"`,
    `- done: "${file} says ${index}"`,
  ]
  const lines = [`Write the number ${index} into ${file}.`, '', '```scripted', ...steps, '```']
  return `    owns: ["${file}"]\n    accept: ["grep -qx ${index} ${file}"]\n    task: |\n${lines.map(line => `      ${line}\n`).join('')}`
}

/** Waits until all tasks are proven, and returns the time of each proof, in the order of the journal. */
async function untilProven({ events }: ScratchFleet): Promise<readonly number[]> {
  const proven: number[] = []
  let seq = 0
  for (let last = Date.now(); proven.length < TASKS; ) {
    await pause(1_000)
    const news = events(seq)
    seq = news.at(-1)?.seq ?? seq
    const times = news.filter(isProof).map(({ at }) => at)
    if (times.length > 0) last = Date.now()
    proven.push(...times)
    if (Date.now() - last > QUIET_MS) throw new Error(`${proven.length} of ${TASKS} tasks are proven, and no more for five minutes`)
  }
  return proven
}

function isProof(event: Journaled): boolean {
  return event.kind === 'verification.finished' && event.verdict === 'verified'
}

function report(proven: readonly number[], seconds: readonly Second[]): void {
  const fifth = Math.floor(proven.length / 5)
  // The first tasks are left out, because they are part of the launch.
  const parts = { 'first fifth': proven.slice(WORKERS, WORKERS + fifth), 'last fifth': proven.slice(-fifth) }
  console.log(`${TASKS} tasks, ${WORKERS} workers`)
  for (const [name, times] of Object.entries(parts)) sayPart(name, times, seconds)
}

function sayPart(name: string, times: readonly number[], seconds: readonly Second[]): void {
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 0]
  const within = seconds.filter(({ at }) => at >= from && at <= to)
  const [first, last] = [within[0], within.at(-1)]
  if (first === undefined || last === undefined) return console.log(`${name}: too short to tell`)
  const tasks = times.filter(at => at >= first.at && at <= last.at).length
  const busy = within.reduce((sum, second) => sum + second.busy, 0) / within.length
  const spawns = Object.entries(last.spawns).map(([kind, count]) => [kind, (count - (first.spawns[kind] ?? 0)) / tasks] as const)
  const total = spawns.reduce((sum, [, count]) => sum + count, 0)
  const kinds = spawns.filter(([, count]) => count >= 0.05).toSorted(([, one], [, two]) => two - one)
  console.log(
    `${name}: ${((to - from) / 1_000 / (times.length - 1)).toFixed(3)} s a task, loop ${(busy * 100).toFixed(0)} % busy, ` +
      `${((last.cpuMs - first.cpuMs) / tasks).toFixed(0)} ms of processor a task, ${(last.rss / 2 ** 20).toFixed(0)} MB ` +
      `(heap ${(last.heapUsed / 2 ** 20).toFixed(0)}), ${total.toFixed(1)} programs a task:`,
  )
  console.log(`  ${kinds.map(([kind, count]) => `${kind} ${count.toFixed(1)}`).join(', ')}`)
}

async function restart({ czar, pid, seconds, projectDir }: ScratchFleet, old: number): Promise<void> {
  process.kill(old, 'SIGKILL')
  while (existsSync(`/proc/${old}`)) await pause(10)
  const startedAt = performance.now()
  czar('launch', 'czar.yaml')
  const took = performance.now() - startedAt
  const now = pid()
  await pause(10_000)
  const spawns = seconds(now).at(-1)?.spawns ?? {}
  const total = Object.values(spawns).reduce((sum, count) => sum + count, 0)
  console.log(
    `restart of ${projectDir}: ${(took / 1_000).toFixed(2)} s, ${total} programs in its first ten seconds: ${JSON.stringify(spawns)}`,
  )
}
