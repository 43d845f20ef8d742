import { join } from 'node:path'
import { readJournal } from '../../../tests/support/read-journal.ts'
import { readAccount, restsOf } from '../judge/account.ts'
import { DELIVERED_WITHIN_MS } from '../judge/judge-brief.ts'
import type { Named } from '../load-programs.ts'
import { NEIGHBOUR } from './write-project.ts'

/** How many ms the bench watches an unchanging screen for keys that must not come, and a program for a second delivery of its text. */
const QUIET_MS = 16_000
const AFTERMATH_MS = 3_000

/**
 * Whether each program has taken its text or has been watched long enough at an unchanging screen, and the task of the well-behaved worker
 * is proven.
 */
export function isOver(directory: string, crowd: readonly Named[], startedAt: number): boolean {
  const events = readJournal(join(directory, 'status', 'crowd'))
  const now = Date.now()
  const isProven = events.some(event => event.kind === 'verification.finished' && event.worker === NEIGHBOUR)
  return (
    isProven &&
    crowd.every(({ name, program }) => {
      const account = readAccount(join(directory, 'log', name))
      const rests = restsOf(account)
      const submitted = events.find(event => event.kind === 'message.submitted' && event.worker === name)
      const isTaken = submitted !== undefined && now - submitted.at > AFTERMATH_MS
      if (rests.length > 0)
        return rests.some(rest => (rest.until ?? now) - rest.at > QUIET_MS) || (isTaken && rests.every(({ until }) => until !== null))
      const promptAt = account.find(line => line.kind === 'shows' && line.shows === 'prompt')?.at
      if (program.expects.brief === 'whole')
        return isTaken || (promptAt !== undefined && now - promptAt > (program.expects.withinMs ?? DELIVERED_WITHIN_MS))
      return now - startedAt > (program.expects.watchMs ?? 25_000)
    })
  )
}
