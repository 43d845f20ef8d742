import type { Event } from '../../core/events/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { ReportSignal } from '../../core/ports/ports.ts'
import type { State } from '../../core/state/types/state.ts'
import { eventOfReport } from '../event-of-report.ts'

/** Opens the workers' report files. Each entry that comes after the given number of entries is passed on once. */
export type ReportWatcher = (
  after: Readonly<Record<WorkerId, number>>,
  listener: (signal: ReportSignal) => void,
) => Promise<{ refresh(worker: WorkerId | null): void; add(worker: WorkerId, after: number): void; close(): Promise<void> }>

export interface Reports {
  readonly begin: () => Promise<void>
  /** Reads the reports of one worker that were not read yet. null: those of all workers. */
  readonly read: (worker: WorkerId | null) => void
  /** Also opens the report files of workers and reviewers that are in the state now. Workers and reviewers come and go while czar runs. */
  readonly follow: (state: State) => void
  readonly close: () => Promise<void>
}

/** Turns the workers' reports into events. It begins after the last report that is in the journal. */
export function followReports(
  { watchReports, initial, state }: { readonly watchReports: ReportWatcher; readonly initial: State; readonly state: () => State },
  observe: (event: Event) => void,
): Reports {
  let open: Awaited<ReturnType<ReportWatcher>> | null = null
  let isClosed = false

  function follow({ project, workers, reviews }: State): void {
    for (const { id } of project?.workers ?? []) open?.add(id, own(workers, id)?.reportSeq ?? 0)
    for (const { id, state } of Object.values(reviews)) {
      const reviewer = state === 'open' ? own(workers, id) : undefined
      if (reviewer !== undefined) open?.add(id, reviewer.reportSeq)
    }
  }

  return {
    async begin() {
      const seen = Object.fromEntries(Object.values(initial.workers).map(worker => [worker.id, worker.reportSeq]))
      open = await watchReports(seen, signal => observe(eventOfReport(signal)))
      if (isClosed) await open.close()
      else follow(state())
    },
    follow,
    read: worker => open?.refresh(worker),
    async close() {
      isClosed = true
      await open?.close()
    },
  }
}
