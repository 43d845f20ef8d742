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
  /** For each worker, the number of its last report in the journal. A worker without such a report is missing here. */
  readonly after: Readonly<Record<string, number>>
  readonly listener: (signal: ReportSignal) => void
}

export interface ReportWatch {
  /** Reads the file of one worker now, without waiting for a notice of the system. null: reads all files. */
  refresh(worker: WorkerId | null): void
  /** Also watches the file of another worker, for reports after this number. If the worker is watched already, nothing changes. */
  add(worker: WorkerId, after: number): void
  close(): Promise<void>
}

/**
 * The pause (ms) between two regular readings. They are needed because the system may have no watches left, and network disks give no
 * notices.
 */
const SWEEP_MS = 1_000
/**
 * Only each tenth round reads all files. A report normally makes a new file in the directory, which every round notices. Only a full round
 * notices a program that writes into the old file.
 */
const WHOLE_SWEEP = 10

/**
 * Calls the listener once with every report after `after`, in order: first with the reports that exist, and then with each new one. Also
 * calls it once with each fault of a file. Files of unknown workers are ignored.
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
  /** A fingerprint of each file when it was last read. A round reads only files whose fingerprint has changed. */
  readonly #read = new Map<string, string>()
  #notices: FSWatcher | null = null
  #inode: bigint | null = null
  /** When the directory's entries had last changed at the time of the last round. `#rounds` counts the rounds. */
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
    // Loaded only here, so that a new fleet need not wait for it: its workers have nothing to report yet.
    const { watch } = await import('chokidar')
    if (this.#isClosed) return
    const notices = watch(this.#directory, { depth: 0, atomic: true, ignoreInitial: true, followSymlinks: false })
    this.#notices = notices
    notices.on('all', (_change, path) => this.#notice(path))
    // The directory itself was deleted. This is noted because a new directory may get the same inode number.
    notices.on('unlinkDir', () => {
      this.#inode = null
    })
    await new Promise<void>(resolve => {
      notices.once('ready', resolve)
      // The system has no watches left (ENOSPC, EMFILE), or the directory is gone. The regular rounds still find all reports, only later.
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
    // The directory was deleted or replaced. The old watch still belongs to the old directory, so a new watch is needed.
    void this.#notices?.close()
    try {
      ensureDirectory(this.#directory)
      void this.#watchDirectory().then(() => this.refresh(null))
    } catch {
      // The directory cannot be created now (no rights, or a symbolic link in its place). Workers cannot report then, which shows as
      // silence. The next round tries again.
    }
  }
}

function inodeOf(directory: string): bigint | null {
  return lstatSync(directory, { bigint: true, throwIfNoEntry: false })?.ino ?? null
}

/** A fingerprint of a file that needs no reading of it. It changes if the file is written or replaced, or gets another kind or owner. */
function likenessOf(path: string): string {
  try {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) return 'missing'
    return [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode, stats.nlink].join(' ')
  } catch (error) {
    return String(error)
  }
}
