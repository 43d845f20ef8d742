import type { Event } from '../core/events/event.ts'
import type { WorkerId } from '../core/model/ids.ts'
import type { ReportSignal } from '../core/ports/ports.ts'

/**
 * Turns an entry of a worker's report file into an event. The sender of the event is the owner of the file, so a worker cannot report in
 * another worker's name.
 */
export function eventOfReport(signal: ReportSignal): Event {
  const { worker } = signal
  if (signal.kind === 'refused') return { kind: 'report.refused', worker, reason: signal.reason }
  const { report } = signal
  if (report.kind === 'say')
    return { kind: 'worker.said', worker, to: (report.to ?? '') as WorkerId, text: report.text, reportSeq: report.seq }
  if (report.kind === 'read') return { kind: 'worker.read', worker, letter: report.letter ?? 0, reportSeq: report.seq }
  return { kind: report.kind === 'handoff' ? 'handoff.received' : 'report.received', worker, report }
}
