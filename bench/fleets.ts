import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type FleetRun, playFleet } from '../simulation/fleets/play-fleet.ts'
import { readPrompts } from '../src/adapters/prompts/read-prompts.ts'

/**
 * Plays simulated fleets with stages, attempts and workers that add workers, and checks what must hold for each of them: no deadlock, no
 * budget exceeded, no child without a parent. Exits with 1 if anything did not hold. Run: npm run bench -- fleets [--seeds 10000]
 * [--seed fleets] [--from 1] [--threads 2].
 */
interface Share {
  readonly seed: string
  readonly numbers: readonly number[]
}

type Played = FleetRun & { readonly seed: string }

if (isMainThread) await playAll()
else await playShare(workerData as Share)

async function playShare({ seed, numbers }: Share): Promise<void> {
  const texts = await readPrompts(fileURLToPath(new URL('../prompts', import.meta.url)))
  for (const number of numbers)
    parentPort?.postMessage({ seed: `${seed}-${number}`, ...playFleet(`${seed}-${number}`, texts) } satisfies Played)
}

async function playAll(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '10000' },
      seed: { type: 'string', default: 'fleets' },
      from: { type: 'string', default: '1' },
      threads: { type: 'string', default: '2' },
    },
  })
  const [from, threads] = [Number(values.from), Number(values.threads)]
  const numbers = Array.from({ length: Number(values.seeds) }, (_, index) => from + index)
  const [startedAt, before] = [performance.now(), process.cpuUsage()]
  const counts = new Map<string, number>()
  const found = new Map<string, string[]>()
  const shares = Array.from({ length: threads }, (_, index) => numbers.filter((_, at) => at % threads === index))
  const threadsEnd = Promise.all(
    shares.map(share => inThread({ seed: values.seed, numbers: share }, run => addRun(run, { counts, found }))),
  )
  // Ctrl-C ends the run early and prints what was played until then.
  await Promise.race([threadsEnd, new Promise<void>(resolve => process.once('SIGINT', () => resolve()))])
  const { user, system } = process.cpuUsage(before)
  for (const [name, count] of [...counts].toSorted(([one], [other]) => one.localeCompare(other)))
    console.log(`${name.padEnd(36)}${Math.round(count).toLocaleString('en').padStart(14)}`)
  console.log(`\nprocessor ${((user + system) / 1e6).toFixed(0)} s, ${((performance.now() - startedAt) / 1000).toFixed(0)} s in all`)
  for (const [what, examples] of found) console.log(`\n${what}: ${examples.length}\n  ${examples.slice(0, 8).join('\n  ')}`)
  console.log(found.size === 0 ? '\nEverything held.' : `\n${[...found.values()].flat().length} findings`)
  process.exit(found.size === 0 ? 0 : 1)
}

function addRun(
  { seed, counts: own, findings }: Played,
  { counts, found }: { readonly counts: Map<string, number>; readonly found: Map<string, string[]> },
): void {
  for (const [name, count] of Object.entries(own)) counts.set(name, (counts.get(name) ?? 0) + count)
  for (const { what, detail, at } of findings) found.set(what, [...(found.get(what) ?? []), `${seed} (event ${at}): ${detail}`])
}

function inThread(share: Share, onRun: (run: Played) => void): Promise<void> {
  const thread = new Worker(new URL(import.meta.url), { workerData: share })
  const end = Promise.withResolvers<void>()
  thread.on('message', onRun)
  thread.on('error', end.reject)
  thread.on('exit', () => end.resolve())
  return end.promise
}
