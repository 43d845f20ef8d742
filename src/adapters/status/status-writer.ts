import type { StatusView } from '../../core/views/status.ts'
import { createPacedWriter, type PacedWriterOptions } from './files/paced-writer.ts'
import { writeStatus } from './write-status.ts'

export interface StatusWriterOptions extends Omit<PacedWriterOptions, 'write'> {
  readonly projectDir: string
  /** Asked before each write: once another supervisor has taken over, the file is its own, and nothing is written any more. */
  readonly isOurs?: () => boolean
}

export interface StatusWriter {
  /** Of the views given between two writes only the latest is asked for and written. Never throws. */
  write(view: () => StatusView): void
  /** Writes what is still waiting. */
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
