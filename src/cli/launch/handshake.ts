import { CzarError, detailsOf, type ErrorCode } from '../../core/model/errors.ts'

/** The first message of a detached supervisor to the launch that started it. It goes through the channel between the two processes. */
export type Handshake = Supervising | Failed

export interface Supervising {
  readonly kind: 'supervising'
  readonly pid: number
  readonly project: string
  readonly workers: readonly string[]
  /** The number of bonus tasks. */
  readonly bonus: number
}

interface Failed {
  readonly kind: 'failed'
  readonly message: string
  readonly hint: string | null
  readonly details: readonly string[]
  readonly code: ErrorCode
}

/** Turns an error into a message for this channel. */
export function failed(error: unknown): Failed {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof CzarError)) return { kind: 'failed', message, hint: null, details: [], code: 'internal' }
  return { kind: 'failed', message, hint: error.hint ?? null, details: detailsOf(error), code: error.code }
}
