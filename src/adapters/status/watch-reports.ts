import { type FSWatcher, lstatSync, watch } from 'node:fs'
import { basename, join } from 'node:path'
import type { WorkerId } from '../../core/model/ids.ts'
import type { ReportSignal } from '../../core/model/ports.ts'
import { reportsDirectory } from './project-files.ts'
import { ensureDirectory } from './replace-file.ts'
import { ReportLedger } from './report-ledger.ts'
import { WatchedFile } from './watched-file.ts'

export interface WatchReports {
  readonly projectDir: string
  readonly workers: readonly WorkerId[]
  /** The last number that was taken of each worker, from the journal; absent: none. */
  readonly after: Readonly<Record<string, number>>
  readonly listener: (signal: ReportSignal) => void
}

export interface ReportWatch {
  /** Looks at every worker's file now, without waiting for a notice. */
  refresh(): void
  close(): void
}

/** How often to look without any notice (milliseconds): a user's watches can be used up, and network disks give none. */
const SWEEP_MS = 1_000
/** A report is a new file in the directory, which shows there; who writes into the old one is found by every tenth sweep. */
const WHOLE_SWEEP = 10

/**
 * Calls with every report beyond `after` once and in order, those already there first, and with each fault of a file
 * once. Files in the directory that are no known worker's are nobody's word and are not looked at.
 */
export function watchReports({ projectDir, workers, after, listener }: WatchReports): ReportWatch {
  const directory = reportsDirectory(projectDir)
  const files = workers.map(id => {
    const name = `${id}.json`
    return [name, new WatchedFile(join(directory, name), new ReportLedger(projectDir, id, after[id] ?? 0), listener)] as const
  })
  return new WatchedReports(directory, new Map(files))
}

class WatchedReports implements ReportWatch {
  readonly #directory: string
  readonly #files: ReadonlyMap<string, WatchedFile>
  #notices: FSWatcher | null = null
  #inode: bigint | null = null
  /** When an entry of the directory last changed, as of the last sweep; and how many sweeps there were. */
  #entriesAt: bigint | null = null
  #sweeps = 0
  readonly #sweep: NodeJS.Timeout
  #isClosed = false

  constructor(directory: string, files: ReadonlyMap<string, WatchedFile>) {
    this.#directory = directory
    this.#files = files
    ensureDirectory(directory)
    this.#watchDirectory()
    this.refresh()
    this.#sweep = setInterval(() => this.#sweepOnce(), SWEEP_MS)
  }

  refresh(): void {
    if (this.#isClosed) return
    for (const file of this.#files.values()) file.look()
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#sweep)
    this.#notices?.close()
    for (const file of this.#files.values()) file.close()
  }

  /**
   * Plain `fs.watch`: one kernel watch for all files, and a call within a millisecond. chokidar keeps one for each file,
   * and tells a second change of the same file only 50 ms after the first.
   */
  #watchDirectory(): void {
    this.#inode = inodeOf(this.#directory)
    try {
      const notices = watch(this.#directory, { persistent: false }, (_change, name) => this.#notice(name))
      // Watches used up (ENOSPC, EMFILE), a directory that went away: the sweep serves, only later.
      notices.on('error', () => notices.close())
      this.#notices = notices
    } catch {
      this.#notices = null
    }
  }

  #notice(name: string | null): void {
    if (name === null) for (const file of this.#files.values()) file.notice()
    // The directory itself, perhaps deleted: a new one may get the same inode number.
    else if (name === basename(this.#directory)) this.#inode = null
    else this.#files.get(name)?.notice()
  }

  #sweepOnce(): void {
    const directory = lstatSync(this.#directory, { bigint: true, throwIfNoEntry: false })
    const isWhole = this.#sweeps++ % WHOLE_SWEEP === 0
    if (isWhole || directory === undefined || directory.mtimeNs !== this.#entriesAt) {
      for (const file of this.#files.values()) file.lookIfChanged()
    }
    this.#entriesAt = directory?.mtimeNs ?? null
    if (this.#inode !== null && directory?.ino === this.#inode) return
    // Deleted or replaced while running: a watch stays with the old directory, so it needs a new one.
    this.#notices?.close()
    try {
      ensureDirectory(this.#directory)
      this.#watchDirectory()
      this.refresh()
    } catch {
      // Not ours to make now (no rights, a link in its place): workers can not report, which shows as silence; the next sweep tries again.
    }
  }
}

function inodeOf(directory: string): bigint | null {
  return lstatSync(directory, { bigint: true, throwIfNoEntry: false })?.ino ?? null
}
