import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

let lastTimeNs = 0n
let written = 0

/** Writes one signal file atomically; names sort in the order of writing. */
export function writeSignal(directory: string, signal: unknown): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const name = signalName()
  const temporary = join(directory, `.${name}.tmp`)
  writeFileSync(temporary, JSON.stringify(signal), { mode: 0o600 })
  renameSync(temporary, join(directory, name))
}

/** `<ns since the epoch>-<pid>-<counter>.json`, sorted together with the names that the hook script writes. */
function signalName(): string {
  // The wall clock, as in status files: Node's high-resolution clock drifts from it by milliseconds.
  const nowNs = BigInt(Date.now()) * 1_000_000n
  lastTimeNs = nowNs > lastTimeNs ? nowNs : lastTimeNs + 1n
  written += 1
  return `${lastTimeNs.toString().padStart(19, '0')}-${process.pid}-${String(written).padStart(6, '0')}.json`
}
