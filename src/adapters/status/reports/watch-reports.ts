import { lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { FSWatcher } from 'chokidar'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { ReportSignal } from '../../../core/ports/ports.ts'
import { reportsDirectory } from '../files/project-files.ts'
import { ensureDirectory } from '../files/replace-file.ts'
import { FAULT_SETTLES_MS, ReportLedger } from './report-ledger.ts'

export interface WatchReports {
  readonly projectDir: string
  readonly workers: readonly WorkerId[]
  /** For each worker, the number of the last report in the journal; absent: none. */
  readonly after: Readonly<Record<string, number>>
  readonly listener: (signal: ReportSignal) => void
}

export interface ReportWatch {
  /** Reads one worker's file now, without waiting for a notice; null: every file. */
  refresh(worker: WorkerId | null): void
  /** Also watches a further worker's file, from beyond this number. A worker that is already watched stays as it is. */
  add(worker: WorkerId, after: number): void
  close(): Promise<void>
}

/** Pause between readings without a notice (ms): watches can be used up, and network disks give none. */
const SWEEP_MS = 1_000
/** Every tenth round reads all files. A report is a new file in the directory; a write into the old file does not show there. */
const WHOLE_SWEEP = 10

/**
 * Calls back with every report beyond `after`: first with the existing ones, in order, each once. It also calls back
 * once with each fault of a file. Files of unknown workers are ignored.
 */
export async function watchReports({ projectDir, workers, after, listener }: WatchReports): Promise<ReportWatch> {
  const watched = new WatchedReports(projectDir, listener)
  for (const id of workers) watched.know(id, after[id] ?? 0)
  await watched.start()
  return watched
}

class WatchedReports implements ReportWatch {
  readonly #projectDir: string
  readonly #directory: string
  readonly #listener: (signal: ReportSignal) => void
  readonly #ledgers = new Map<string, ReportLedger>()
  readonly #later = new Map<ReportLedger, NodeJS.Timeout>()
  /** Fingerprint of each file at its last reading, so that a round reads only changed files. */
  readonly #read = new Map<string, string>()
  #notices: FSWatcher | null = null
  #inode: bigint | null = null
  /** When an entry of the directory last changed, as of the last round; and the number of rounds. */
  #entriesAt: bigint | null = null
  #sweeps = 0
  #sweep: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(projectDir: string, listener: (signal: ReportSignal) => void) {
    this.#projectDir = projectDir
    this.#directory = reportsDirectory(projectDir)
    this.#listener = listener
  }

  know(worker: WorkerId, after: number): void {
    this.#ledgers.set(`${worker}.json`, new ReportLedger(this.#projectDir, worker, after))
  }

  add(worker: WorkerId, after: number): void {
    if (this.#isClosed || this.#ledgers.has(`${worker}.json`)) return
    this.know(worker, after)
    this.refresh(worker)
  }

  async start(): Promise<void> {
    ensureDirectory(this.#directory)
    await this.#watchDirectory()
    this.refresh(null)
    this.#sweep = setInterval(() => this.#sweepOnce(), SWEEP_MS)
  }

  refresh(worker: WorkerId | null): void {
    if (this.#isClosed) return
    if (worker !== null) return this.#notice(`${worker}.json`)
    for (const [name, ledger] of this.#ledgers) this.#look(name, ledger)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#sweep !== null) clearInterval(this.#sweep)
    for (const timer of this.#later.values()) clearTimeout(timer)
    await this.#notices?.close()
  }

  async #watchDirectory(): Promise<void> {
    this.#inode = inodeOf(this.#directory)
    // Loaded late, because a new fleet begins before any worker can report.
    const { watch } = await import('chokidar')
    if (this.#isClosed) return
    const notices = watch(this.#directory, { depth: 0, atomic: true, ignoreInitial: true, followSymlinks: false })
    this.#notices = notices
    notices.on('all', (_change, path) => this.#notice(path))
    // The directory itself is gone: a new one may get the same inode number.
    notices.on('unlinkDir', () => {
      this.#inode = null
    })
    await new Promise<void>(resolve => {
      notices.once('ready', resolve)
      // Watches are used up (ENOSPC, EMFILE), or the directory is gone. The regular rounds still find reports, only later.
      notices.on('error', () => resolve())
    })
  }

  #notice(path: string): void {
    const name = basename(path)
    const ledger = this.#ledgers.get(name)
    if (ledger !== undefined) this.#look(name, ledger)
  }

  #look(name: string, ledger: ReportLedger): void {
    this.#read.set(name, likenessOf(join(this.#directory, name)))
    for (const signal of ledger.look(performance.now())) this.#listener(signal)
    if (ledger.hasFreshFault()) this.#lookLater(name, ledger)
  }

  #lookLater(name: string, ledger: ReportLedger): void {
    if (this.#later.has(ledger)) return
    const look = () => {
      this.#later.delete(ledger)
      this.#look(name, ledger)
    }
    this.#later.set(ledger, setTimeout(look, FAULT_SETTLES_MS + 1))
  }

  #lookAtChanged(): void {
    for (const [name, ledger] of this.#ledgers) {
      if (this.#read.get(name) !== likenessOf(join(this.#directory, name))) this.#look(name, ledger)
    }
  }

  #sweepOnce(): void {
    const directory = lstatSync(this.#directory, { bigint: true, throwIfNoEntry: false })
    const isWhole = this.#sweeps++ % WHOLE_SWEEP === 0
    if (isWhole || directory === undefined || directory.mtimeNs !== this.#entriesAt) this.#lookAtChanged()
    this.#entriesAt = directory?.mtimeNs ?? null
    if (this.#inode !== null && directory?.ino === this.#inode) return
    // The directory was deleted or replaced. A watch stays with the old directory, so the new one needs a new watch.
    void this.#notices?.close()
    try {
      ensureDirectory(this.#directory)
      void this.#watchDirectory().then(() => this.refresh(null))
    } catch {
      // The directory cannot be made now (no rights, a link in its place). Workers cannot report, which shows as silence. The next round
      // tries again.
    }
  }
}

function inodeOf(directory: string): bigint | null {
  return lstatSync(directory, { bigint: true, throwIfNoEntry: false })?.ino ?? null
}

/** A fingerprint that changes with every write, replacement, and change of kind or owner. It needs no reading of the file. */
function likenessOf(path: string): string {
  try {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) return 'missing'
    return [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode, stats.nlink].join(' ')
  } catch (error) {
    return String(error)
  }
}
