import type { StatusView } from '../../core/views/status.ts'
import { createPacedWriter, type PacedWriterOptions } from './files/paced-writer.ts'
import { writeStatus } from './write-status.ts'

export interface StatusWriterOptions extends Omit<PacedWriterOptions, 'write'> {
  readonly projectDir: string
  /** Asked before each write. If it returns false, nothing is written, because the file now belongs to another czar. */
  readonly isOurs?: () => boolean
}

export interface StatusWriter {
  /** Writes this view soon. If several views come between two writes, only the latest is built and written. Never throws. */
  write(view: () => StatusView): void
  /** Writes a view that is still waiting, and ends the writer. */
  close(): void
}

/** Creates the part that keeps the status file up to date. */
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
