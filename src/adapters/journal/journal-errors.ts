import { CzarError } from '../../core/model/errors.ts'

/**
 * The error if a record of the journal is not as it was written. The records before it can be read, and czar appends no more. Exit code 3.
 */
export class JournalCorrupt extends CzarError {
  readonly file: string
  /** The number of the first record that cannot be trusted. null: the file as a whole cannot be read. */
  readonly seq: number | null

  constructor(file: string, seq: number | null, why: string, cause?: unknown) {
    const where = seq === null ? `the journal ${file} cannot be read` : `the journal ${file} is damaged at record ${seq}`
    super('journal-corrupt', `${where}: ${why}`, { hint: 'czar doctor', cause })
    this.file = file
    this.seq = seq
  }
}

/** The error if another journal is now in the place of this one. Czar then writes to neither. Exit code 3. */
export class JournalReplaced extends CzarError {
  constructor(file: string) {
    super('journal-replaced', `${file} is no longer the journal this czar opened: it was replaced while running`, {
      hint: 'czar doctor',
    })
  }
}

/**
 * The error if another czar has opened the journal later than this one. This czar must stop before it does anything more. Exit code 3.
 */
export class StaleEpoch extends CzarError {
  readonly epoch: number
  readonly newest: number

  constructor(file: string, epoch: number, newest: number) {
    const message = `this czar (epoch ${epoch}) may not append to ${file}: a newer one (epoch ${newest}) has taken over`
    super('stale-epoch', message, { hint: 'czar status' })
    this.epoch = epoch
    this.newest = newest
  }
}
