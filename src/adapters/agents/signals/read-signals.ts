import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Longest signal. Hook payloads contain whole prompts, which may have 1.2 MB; a larger file is no signal. */
const MOST_BYTES = 8 * 1024 * 1024
/** Above this number of passing signals, the older ones are removed. */
const KEPT_FILES = 500
const READ_AT_ONCE = 32

export interface RawSignal {
  readonly name: string
  /** ms since the epoch by the writer's clock, taken from the file name. */
  readonly at: number
  readonly value: unknown
}

export interface SignalReader {
  /** Hands every unseen signal to `take`, in the order of writing. */
  readonly scan: () => Promise<void>
}

/** `keep`: a restarted czar needs the signal; `passing`: it may be removed; `malformed`: it is no signal. */
export type SignalWorth = 'keep' | 'passing' | 'malformed'

/** Reads the signals directory, each file once. `take` says whether the file must be kept. */
export function createSignalReader(
  directory: string,
  take: (signal: RawSignal) => SignalWorth,
  note: (text: string) => void,
): SignalReader {
  const seen = new Set<string>()
  let passing: string[] = []

  async function scan(): Promise<void> {
    const fresh = (await signalFiles(directory)).filter(name => !seen.has(name))
    for (let at = 0; at < fresh.length; at += READ_AT_ONCE) {
      const names = fresh.slice(at, at + READ_AT_ONCE)
      const signals = await Promise.all(names.map(name => readSignal(directory, name, note)))
      for (const [index, name] of names.entries()) takeOne(name, signals[index] ?? null)
    }
    if (passing.length > KEPT_FILES) await prune()
  }

  function takeOne(name: string, signal: RawSignal | null): void {
    seen.add(name)
    const worth = signal === null ? 'malformed' : take(signal)
    if (worth === 'malformed' && signal !== null) note(`ignored a signal that is none: ${join(directory, name)}`)
    if (worth !== 'keep') passing.push(name)
  }

  // The newest half stays: a restarted czar must find the last turn.
  async function prune(): Promise<void> {
    const going = passing.slice(0, -KEPT_FILES / 2)
    passing = passing.slice(-KEPT_FILES / 2)
    await Promise.all(going.map(name => rm(join(directory, name), { force: true })))
    for (const name of going) seen.delete(name)
  }

  return { scan: oneAtATime(scan) }
}

async function signalFiles(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory)
    return names.filter(name => name.endsWith('.json') && !name.startsWith('.')).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

// Throws on other failures (such as too many open files). Then the file counts as not read, and the next scan tries
// again.
async function readSignal(directory: string, name: string, note: (text: string) => void): Promise<RawSignal | null> {
  const path = join(directory, name)
  const { size } = await stat(path)
  if (size > MOST_BYTES) {
    note(`ignored a signal of ${size} bytes (more than ${MOST_BYTES}): ${path}`)
    return null
  }
  const text = await readFile(path, 'utf8')
  try {
    return { name, at: writtenAt(name), value: JSON.parse(text) as unknown }
  } catch (error) {
    note(`ignored a signal that is no JSON: ${path}: ${(error as Error).message}`)
    return null
  }
}

function writtenAt(name: string): number {
  const digits = /^\d{13,19}/.exec(name)?.[0]
  return digits === undefined ? 0 : Number(BigInt(digits) / 1_000_000n)
}

/** Combines all calls that come during a run into one more run after it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  return () => {
    waiting ??= running.then(() => {
      waiting = null
      running = work()
      return running
    })
    return waiting
  }
}
