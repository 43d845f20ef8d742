import { heldWork, sayHeld } from '../../../core/views/held-work.ts'
import { steadyText } from '../../text/steady-text.ts'
import { fitTo, widthOf } from '../../text/width.ts'
import type { Model } from '../model.ts'
import { fitLine, type Line, line, segment } from './line.ts'

const MOST_ROWS = 3
/** A lower terminal shows only how many tasks are not merged. */
const FROM_ROWS = 16
/** At least this much of the reason is shown before the command. */
const LEAST_REASON = 20

/** Names the proven work that a person must merge, each task in a row with the reason and the command. */
export function heldLines({ view, connection, size }: Pick<Model, 'view' | 'connection' | 'size'>): readonly Line[] {
  if (view === null || connection.state === 'gone' || size.rows < FROM_ROWS) return []
  const held = heldWork(view)
  const shown = held.length > MOST_ROWS ? held.slice(0, MOST_ROWS - 1) : held
  const more = held.length - shown.length
  const lines = shown.map(({ task, hint, ...why }): Line => {
    const name = `${steadyText(task, 60)} is not merged: it `
    const room = size.columns - widthOf(name)
    const typed = hint == null ? '' : `; ${steadyText(hint.replace(/ {3}#.*/, ''), 1_000)}`
    // A command that is cut off is useless, so the person is told where to find it.
    const command = widthOf(typed) <= room - LEAST_REASON ? typed : '; czar status'
    return [
      segment(name, 'warn'),
      segment(fitTo(steadyText(sayHeld(why), 500), Math.max(LEAST_REASON, room - widthOf(command)))),
      segment(command, 'strong'),
    ]
  })
  const rest = more === 0 ? [] : [line(`${more} more are not merged; czar status`, 'warn')]
  return [...lines, ...rest].map(row => fitLine(row, size.columns))
}
