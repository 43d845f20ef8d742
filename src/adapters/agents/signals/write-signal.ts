import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

let lastTimeNs = 0n
let written = 0

/** Writes one signal file in one step. Sorted by name, the files are in the order in which they were written. */
export function writeSignal(directory: string, signal: unknown): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const name = signalName()
  const temporary = join(directory, `.${name}.tmp`)
  writeFileSync(temporary, JSON.stringify(signal), { mode: 0o600 })
  renameSync(temporary, join(directory, name))
}

/**
 * The name of the file, `<ns since the epoch>-<pid>-<counter>.json`. The names that the hook script writes have the same form, so they are
 * sorted together.
 */
function signalName(): string {
  // The time comes from the wall clock, as in other signals. Node's high-resolution clock would differ from it by some milliseconds.
  const nowNs = BigInt(Date.now()) * 1_000_000n
  lastTimeNs = nowNs > lastTimeNs ? nowNs : lastTimeNs + 1n
  written += 1
  return `${lastTimeNs.toString().padStart(19, '0')}-${process.pid}-${String(written).padStart(6, '0')}.json`
}
