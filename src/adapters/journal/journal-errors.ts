import { CzarError } from '../../core/model/errors.ts'

/**
 * A record of the journal differs from what was written. The records before it can be read, and czar appends nothing.
 * Exit 3.
 */
export class JournalCorrupt extends CzarError {
  readonly file: string
  /** The first record that cannot be trusted; null: the file as a whole cannot be read. */
  readonly seq: number | null

  constructor(file: string, seq: number | null, why: string, cause?: unknown) {
    const where = seq === null ? `the journal ${file} cannot be read` : `the journal ${file} is damaged at record ${seq}`
    super('journal-corrupt', `${where}: ${why}`, { hint: 'czar doctor', cause })
    this.file = file
    this.seq = seq
  }
}

/** Another journal has replaced this one, so czar may write to neither. Exit 3. */
export class JournalReplaced extends CzarError {
  constructor(file: string) {
    super('journal-replaced', `${file} is no longer the journal this czar opened: it was replaced while running`, {
      hint: 'czar doctor',
    })
  }
}

/** A newer czar has opened the journal. The older one must stop before its next effect. Exit 3. */
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
