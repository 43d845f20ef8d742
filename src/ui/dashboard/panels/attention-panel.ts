import { durationText } from '../../text/moments.ts'
import { steadyText } from '../../text/steady-text.ts'
import { widthOf } from '../../text/width.ts'
import { type Line, line, segment, wrap } from '../lines/line.ts'
import type { Model, Size } from '../model.ts'

const TEXT_ROWS = 3

/** Lists the open items for a person, each with its age, its worker, its text and the command to type. */
export function attentionPanel({ view, now, connection }: Model, { columns, rows }: Size): readonly Line[] {
  const matters = view?.attention ?? []
  if (matters.length === 0) return [line(connection.state === 'gone' ? 'nothing but the czar needs you' : 'nothing needs you', 'faint')]
  const lines = matters.flatMap(({ worker, text, hint, since }): Line[] => {
    const head = `${durationText(now - Date.parse(since)).padStart(4)}  ${worker ?? view?.project ?? ''}: `
    const [first = '', ...more] = wrap(steadyText(text), columns - head.length, TEXT_ROWS)
    const indent = ' '.repeat(head.length)
    return [
      [segment(head, 'bad'), segment(first)],
      ...more.map(row => line(indent + row)),
      ...(hint === null ? [] : [line(indent + hintIn(hint, columns - indent.length), 'faint')]),
    ]
  })
  if (lines.length <= rows) return lines
  return [...lines.slice(0, rows - 1), line(`... ${matters.length} in all: czar status`, 'faint')]
}

/**
 * The command to type. If it does not fit, it is replaced by `czar status`, because a command that is cut off is useless. The comment after
 * a command may be cut.
 */
function hintIn(hint: string, columns: number): string {
  const text = steadyText(hint, 10_000)
  const [command = ''] = text.split(/ {3}#/)
  return widthOf(command) <= columns ? text : 'czar status   # says what to type'
}
