import { shellRows } from '../../text/shell-rows.ts'
import { steadyText } from '../../text/steady-text.ts'
import type { Model } from '../model.ts'
import { fitLine, type Line, line, wrap } from './line.ts'

/** The rows that stay free for the rest of the picture: two for the header, one for the footer, and one for the body. */
const REST_ROWS = 4
const REASON_ROWS = 3

/**
 * Says why no czar will be relaunched, and shows the whole command that starts one. The command begins in the first column, so that a
 * person can copy it.
 */
export function goneLines({ connection, size: { columns, rows } }: Pick<Model, 'connection' | 'size'>): readonly Line[] {
  if (connection.state !== 'gone') return []
  const room = Math.max(0, rows - REST_ROWS)
  const next = shellRows(
    connection.next.map(word => steadyText(word, 4_096)),
    columns,
  )
  const reason = wrap(steadyText(connection.reason), columns, REASON_ROWS).map(row => line(row, 'bad'))
  // A command that is cut off is useless, so the person is told where to find it.
  if (next.length > room) return [...reason, line('czar status says what to type')].slice(0, room).map(row => fitLine(row, columns))
  return [...reason.slice(0, room - next.length), ...next.map(row => line(row, 'strong'))]
}
