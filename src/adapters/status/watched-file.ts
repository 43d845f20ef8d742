import { lstatSync } from 'node:fs'
import type { ReportSignal } from '../../core/model/ports.ts'
import { FAULT_SETTLES_MS, type ReportLedger } from './report-ledger.ts'

/** After a look it rests so many times as long as that took: a file that is written all the time costs a tenth of a core. */
const REST = 9

/** One worker's file: what it was like when it was read, and when it is to be read again. */
export class WatchedFile {
  readonly #path: string
  readonly #ledger: ReportLedger
  readonly #listener: (signal: ReportSignal) => void
  /** What the file was like when it was last read. */
  #likeness: string | null = null
  #settling: NodeJS.Timeout | null = null
  #resting: NodeJS.Timeout | null = null
  #isNoticed = false

  constructor(path: string, ledger: ReportLedger, listener: (signal: ReportSignal) => void) {
    this.#path = path
    this.#ledger = ledger
    this.#listener = listener
  }

  look(): void {
    this.#likeness = likenessOf(this.#path)
    for (const signal of this.#ledger.look(performance.now())) this.#listener(signal)
    if (this.#ledger.hasFreshFault()) this.#lookWhenSettled()
  }

  lookIfChanged(): void {
    if (this.#likeness !== likenessOf(this.#path)) this.look()
  }

  /** It changed: looks at once, or when it has rested; many changes until then are one look. */
  notice(): void {
    this.#isNoticed = this.#resting !== null
    if (this.#isNoticed) return
    const startedAt = performance.now()
    this.look()
    this.#resting = setTimeout(() => this.#rested(), (performance.now() - startedAt) * REST)
  }

  close(): void {
    for (const timer of [this.#settling, this.#resting]) if (timer !== null) clearTimeout(timer)
  }

  #rested(): void {
    this.#resting = null
    if (this.#isNoticed) this.notice()
  }

  #lookWhenSettled(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = null
      this.look()
    }, FAULT_SETTLES_MS + 1)
  }
}

/** Changes with every write, replacement and change of kind or owner; costs no reading. */
function likenessOf(path: string): string {
  try {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) return 'missing'
    return [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode, stats.nlink].join(' ')
  } catch (error) {
    return String(error)
  }
}
