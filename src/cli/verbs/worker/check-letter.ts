import { readStatus } from '../../../adapters/status/read-status.ts'
import { readReports } from '../../../adapters/status/reports/read-reports.ts'
import { MOST_LETTER_CHARS, maySayFrom } from '../../../core/events/letter.ts'
import { CzarError, UsageError } from '../../../core/model/errors.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { plainText } from '../../../core/text/plain-text.ts'

/** Throws UsageError if the worker that a message is addressed to does not exist. */
export function checkReceiver(projectDir: string, { from, to }: { readonly from: WorkerId; readonly to: string }): void {
  if (to === from) throw new UsageError('that is you: no other worker would read it', { hint: 'czar report note "…"' })
  if (to === 'all') return
  const { workers } = readStatus(projectDir)
  if (Object.hasOwn(workers, to)) return
  const others = Object.keys(workers).filter(id => id !== from)
  throw new UsageError(`there is no worker "${plainText(to, 60)}"`, { details: [`there are: ${others.join(', ')}`], hint: 'czar peers' })
}

interface SentText {
  readonly from: WorkerId
  readonly words: string
  readonly now: number
}

/** Refuses a message that is too long, or that comes too soon after the sender's other messages. The czar enforces the same limits. */
export function checkLetter(projectDir: string, { from, words, now }: SentText): void {
  if (words === '') throw new UsageError('there is nothing to say: the text is empty', { hint: 'czar say --help' })
  if (words.length > MOST_LETTER_CHARS) {
    throw new UsageError(`the text has ${words.length} characters; at most ${MOST_LETTER_CHARS} are passed on`, {
      hint: 'commit what is longer, or put it into your result, and say where it is',
    })
  }
  const reading = readReports(projectDir, from)
  const saidAt = reading.kind === 'read' ? reading.reports.filter(({ kind }) => kind === 'say').map(({ at }) => at) : []
  const waitMs = maySayFrom(saidAt, now) - now
  if (waitMs <= 0) return
  throw new CzarError('refused', 'you have sent many messages lately, and each of them interrupts another worker', {
    hint: `say it in one message, in ${Math.ceil(waitMs / 60_000)} min`,
  })
}
