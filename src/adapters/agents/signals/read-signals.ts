import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The largest signal. The data of a hook contain whole prompts, which may have 1.2 MB. A larger file is not a signal. */
const MOST_BYTES = 8 * 1024 * 1024
/** At most this many removable signals are kept. If there are more, the older ones are removed. */
const KEPT_FILES = 500
const READ_AT_ONCE = 32

export interface RawSignal {
  readonly name: string
  /** When the signal was written, by the writer's clock (ms since the epoch). This time is in the name of the file. */
  readonly at: number
  readonly value: unknown
}

export interface SignalReader {
  /** Passes every signal that was not read yet to `take`, in the order in which they were written. */
  readonly scan: () => Promise<void>
}

/** `keep`: czar needs the signal again after a restart. `removable`: the signal may be removed. `malformed`: the file is not a signal. */
export type SignalWorth = 'keep' | 'removable' | 'malformed'

/** Reads the files in the signals directory, each of them once. `take` says whether a file must be kept. */
export function createSignalReader(
  directory: string,
  take: (signal: RawSignal) => SignalWorth,
  note: (text: string) => void,
): SignalReader {
  const seen = new Set<string>()
  let removable: string[] = []

  async function scan(): Promise<void> {
    const fresh = (await signalFiles(directory)).filter(name => !seen.has(name))
    for (let at = 0; at < fresh.length; at += READ_AT_ONCE) {
      const names = fresh.slice(at, at + READ_AT_ONCE)
      const signals = await Promise.all(names.map(name => readSignal(directory, name, note)))
      for (const [index, name] of names.entries()) takeOne(name, signals[index] ?? null)
    }
    if (removable.length > KEPT_FILES) await prune()
  }

  function takeOne(name: string, signal: RawSignal | null): void {
    seen.add(name)
    const worth = signal === null ? 'malformed' : take(signal)
    if (worth === 'malformed' && signal !== null) note(`ignored a file that is not a signal: ${join(directory, name)}`)
    if (worth !== 'keep') removable.push(name)
  }

  // Removes older signals. The newest half stays, because czar must find the last turn after a restart.
  async function prune(): Promise<void> {
    const going = removable.slice(0, -KEPT_FILES / 2)
    removable = removable.slice(-KEPT_FILES / 2)
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

// Reads a signal. Throws on failures that may pass, such as too many open files. The file then counts as not read, and is read next time.
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
    note(`ignored a signal that is not JSON: ${path}: ${(error as Error).message}`)
    return null
  }
}

function writtenAt(name: string): number {
  const digits = /^\d{13,19}/.exec(name)?.[0]
  return digits === undefined ? 0 : Number(BigInt(digits) / 1_000_000n)
}

/** Returns a function that runs `work`. All calls that come while it runs lead to one more run after it. */
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
