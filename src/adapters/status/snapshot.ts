import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { snapshotFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'
import { replaceFile } from './files/replace-file.ts'

/** What a journal comes to, up to one of its records. */
export interface Snapshot {
  /** Of the last record that is in it. */
  readonly seq: number
  /** That record's, which covers all before it: a journal that has another one there is another history. */
  readonly checksum: string
  /** Tells the rules that made it: others may come to something else. */
  readonly rules: string
  /** JSON. */
  readonly content: string
}

/** Two lines: what it is of, then the content. Throws ToolError. */
export function writeSnapshot(projectDir: string, snapshot: Snapshot): void {
  const { seq, checksum, rules, content } = snapshot
  replaceFile(snapshotFile(projectDir), `${JSON.stringify({ seq, checksum, rules, sum: sumOf(snapshot) })}\n${content}`)
}

/** With 50,000 tasks; one that is longer is not worth its reading. */
const MAX_BYTES = 256 * 1024 * 1024

/** null: there is none, it cannot be read, it is damaged, or other rules made it. */
export function readSnapshot(projectDir: string, rules: string): Snapshot | null {
  try {
    const reading = readRegularFile(snapshotFile(projectDir), { maxBytes: MAX_BYTES })
    if (reading.kind !== 'read') return null
    const { text } = reading
    const end = text.indexOf('\n')
    const head = JSON.parse(text.slice(0, end))
    const snapshot = { seq: head.seq, checksum: head.checksum, rules, content: text.slice(end + 1) }
    return head.sum === sumOf(snapshot) ? snapshot : null
  } catch {
    return null
  }
}

/** One that cannot be deleted stays, and is checked like any other. */
export function forgetSnapshot(projectDir: string): void {
  try {
    rmSync(snapshotFile(projectDir), { force: true, recursive: true })
  } catch {
    // A disk that takes no changes.
  }
}

/** Covers each field, so that what it fits was written here. */
function sumOf({ seq, checksum, rules, content }: Snapshot): string {
  return hash('sha256', [seq, checksum, rules, content].join('\n'))
}
