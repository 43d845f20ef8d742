import type { StatusView } from '../../core/views/status.ts'
import { createPacedWriter, type PacedWriterOptions } from './files/paced-writer.ts'
import { writeStatus } from './write-status.ts'

export interface StatusWriterOptions extends Omit<PacedWriterOptions, 'write'> {
  readonly projectDir: string
  /** Checked before each write: once another supervisor has taken over, it owns the file, and nothing is written. */
  readonly isOurs?: () => boolean
}

export interface StatusWriter {
  /** Computes and writes only the latest view between two writes. Never throws. */
  write(view: () => StatusView): void
  /** Writes a waiting view. */
  close(): void
}

/** Keeps the status file up to date. */
export function createStatusWriter({ projectDir, isOurs = () => true, ...pace }: StatusWriterOptions): StatusWriter {
  let latest: (() => StatusView) | null = null
  const writer = createPacedWriter({
    ...pace,
    write() {
      if (latest !== null && isOurs()) writeStatus(projectDir, latest())
      return false
    },
  })
  return {
    write(view) {
      latest = view
      writer.ask()
    },
    close: writer.close,
  }
}
