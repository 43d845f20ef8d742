import type { InboxMessage } from '../../adapters/status/reports/inbox.ts'
import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { momentText } from '../../ui/text/moments.ts'
import type { CliIo } from '../io.ts'
import { makePaint } from './paint.ts'
import { renderTable, type TextColumn } from './table.ts'

/**
 * Picks the messages to show: all of them (null), the newest (`last`), or the one with this id. Throws UsageError if no message has this
 * id.
 */
export function pickMessages(messages: readonly InboxMessage[], wanted: string | null): readonly InboxMessage[] {
  if (wanted === null) return messages
  const found = wanted === 'last' ? messages.at(-1) : messages.find(({ message }) => message === wanted)
  if (found !== undefined) return [found]
  const known = messages.map(({ message }) => message)
  throw new UsageError(`there is no message "${plainText(wanted, 60)}" in your inbox`, {
    details: [known.length === 0 ? 'it is empty' : `there are: ${known.join(', ')}`],
    hint: 'czar inbox',
  })
}

/** Lists the messages, oldest first. */
export function renderInbox(messages: readonly InboxMessage[], { stdout, env }: CliIo): string {
  if (messages.length === 0) return 'nothing was pasted to you yet\n'
  const columns: readonly TextColumn<InboxMessage>[] = [
    { title: 'MESSAGE', cell: ({ message }) => message },
    { title: 'AT', cell: ({ at }) => momentText(at) },
    { title: 'KIND', cell: ({ kind }) => plainText(kind, 20) },
    { title: 'TASK', cell: ({ assignment }) => plainText(assignment ?? '', 40) },
    {
      title: 'TEXT',
      cell: ({ text }) => (text === null ? 'is gone' : firstLine(text)),
      mayShrink: true,
    },
  ]
  return renderTable(columns, messages, { width: stdout.size()?.columns ?? null, paint: makePaint(stdout, env) })
}

/** The first line of the message itself. Czar's header above it is skipped, because it repeats the other columns. */
function firstLine(text: string): string {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('[czar '))
  return plainText(lines[0] ?? '', 200)
}

/** One message: into a pipe byte for byte, on a terminal without control sequences. */
export function renderInboxMessage({ message, text, path }: InboxMessage, { stdout }: CliIo): string {
  if (text === null) throw new PreconditionError(`the text of ${message} is gone: ${path} is not there`, { hint: 'czar inbox' })
  const shown = stdout.isTerminal ? plainText(text, text.length * 10, { lines: true }) : text
  return shown.endsWith('\n') ? shown : `${shown}\n`
}
