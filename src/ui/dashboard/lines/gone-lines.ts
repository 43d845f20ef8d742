import { shellRows } from '../../text/shell-rows.ts'
import { steadyText } from '../../text/steady-text.ts'
import type { Model } from '../model.ts'
import { fitLine, type Line, line, wrap } from './line.ts'

/** Rows kept for the rest of the picture: two of the header, the footer, and one of the body. */
const REST_ROWS = 4
const REASON_ROWS = 3

/** Why no czar comes back by itself, and the whole command that starts one. It begins in the first column, so that it can be copied. */
export function goneLines({ connection, size: { columns, rows } }: Pick<Model, 'connection' | 'size'>): readonly Line[] {
  if (connection.state !== 'gone') return []
  const room = Math.max(0, rows - REST_ROWS)
  const next = shellRows(
    connection.next.map(word => steadyText(word, 4_096)),
    columns,
  )
  const reason = wrap(steadyText(connection.reason), columns, REASON_ROWS).map(row => line(row, 'bad'))
  // A command that is cut off is useless.
  if (next.length > room) return [...reason, line('czar status says what to type')].slice(0, room).map(row => fitLine(row, columns))
  return [...reason.slice(0, room - next.length), ...next.map(row => line(row, 'strong'))]
}
