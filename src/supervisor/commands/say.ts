import type { Command } from '../../core/events/command.ts'
import { maySayFrom } from '../../core/events/letter.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { State } from '../../core/state/types/state.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'

/** Records a letter from one worker to another worker, or to all other workers. */
export function say(state: State, { from, worker: to, text }: Extract<Command, { verb: 'say' }>, now: number): CommandOutcome {
  const names = `workers: ${Object.keys(state.workers).join(', ')}`
  const sender = own(state.workers, from)
  if (sender === undefined) return refused(`there is no worker "${from}" that could send it`, names)
  if (to !== 'all' && own(state.workers, to) === undefined) return refused(`there is no worker "${to}"`, names)
  if (to === from) return refused(`${from} cannot send a message to itself`, names)
  const waitMs = maySayFrom(sender.saidAt, now) - now
  if (waitMs > 0) return refused(`${from} has sent many messages lately: the next one in ${Math.ceil(waitMs / 60_000)} min`, 'czar peers')
  const words = plainText(text, text.length, { lines: true })
  return outcome(
    [{ kind: 'worker.said', worker: sender.id, to: to as WorkerId | 'all', text: words, reportSeq: null }],
    `it waits for ${to === 'all' ? 'all others' : to} in czar inbox`,
  )
}
