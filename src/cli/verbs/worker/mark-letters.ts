import { readLetters } from '../../../adapters/status/letters.ts'
import { appendReport } from '../../../adapters/status/reports/append-report.ts'
import { readReports } from '../../../adapters/status/reports/read-reports.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { MarkedLetter } from '../../output/letters.ts'

interface Reader {
  readonly projectDir: string
  readonly worker: WorkerId
}

/** Lists a worker's messages from other workers, and which of them it has read, even if the czar does not know that yet. */
export function markedLetters({ projectDir, worker }: Reader): readonly MarkedLetter[] {
  const { read, received } = readLetters(projectDir, worker)
  const reading = readReports(projectDir, worker)
  const marks = reading.kind === 'read' ? reading.reports.map(({ letter }) => letter ?? 0) : []
  const readTo = Math.max(read, ...marks)
  return received.map(letter => ({ ...letter, isRead: letter.number <= readTo }))
}

/** Records in the worker's own file that it has read these messages, so that czar does not announce them again. */
export function markRead({ projectDir, worker }: Reader, { letters, now }: { letters: readonly MarkedLetter[]; now: number }): void {
  const unread = letters.filter(({ isRead }) => !isRead)
  if (unread.length === 0) return
  const letter = Math.max(...unread.map(({ number }) => number))
  const report = { at: now, kind: 'read' as const, assignment: null, text: '', plan: [], done: null, total: null, letter }
  appendReport({ projectDir, worker, report })
}
