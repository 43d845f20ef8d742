import type { StatusView } from '../../core/views/status.ts'
import { createPacedWriter, type PacedWriterOptions } from './files/paced-writer.ts'
import { writeStatus } from './write-status.ts'

export interface StatusWriterOptions extends Omit<PacedWriterOptions, 'write'> {
  readonly projectDir: string
  /** Asked before each write. Once another supervisor has taken over and owns the file, nothing is written. */
  readonly isOurs?: () => boolean
}

export interface StatusWriter {
  /** Computes and writes only the latest of the views that come between two writes. Never throws. */
  write(view: () => StatusView): void
  /** Writes a view that is still waiting. */
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
