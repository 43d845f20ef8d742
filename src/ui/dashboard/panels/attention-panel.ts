import { sayBaseFinding } from '../../../core/model/gates/base-gate.ts'
import type { StatusView } from '../../../core/views/status.ts'
import { durationText } from '../../text/moments.ts'
import { steadyText } from '../../text/steady-text.ts'
import { widthOf } from '../../text/width.ts'
import { type Line, line, segment, wrap } from '../lines/line.ts'
import type { Model, Size } from '../model.ts'

type BaseFinding = NonNullable<StatusView['base_gates']>['findings'][number]

const TEXT_ROWS = 3

/**
 * Lists the open items for a person, each with its age, its worker, its text and the command to type. Below it lists the warnings about
 * accept commands.
 */
export function attentionPanel({ view, now, connection }: Model, { columns, rows }: Size): readonly Line[] {
  const matters = view?.attention ?? []
  const warnings = (view?.base_gates?.findings ?? []).flatMap(finding => warningLines(finding, columns))
  if (matters.length === 0) {
    const nothing = line(connection.state === 'gone' ? 'nothing but the czar needs you' : 'nothing needs you', 'faint')
    return asFit([nothing, ...warnings], rows, matters.length)
  }
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
  return asFit([...lines, ...warnings], rows, matters.length)
}

function asFit(lines: readonly Line[], rows: number, needs: number): readonly Line[] {
  if (lines.length <= rows) return lines
  const rest = needs === 0 ? 'more' : `${needs} in all`
  return [...lines.slice(0, rows - 1), line(`... ${rest}: czar status`, 'faint')]
}

/** A warning about a task's accept commands. It needs no person now, so it comes after the open items. */
function warningLines({ level, place, text }: BaseFinding, columns: number): readonly Line[] {
  const head = `${level}: `
  const [first = '', ...more] = wrap(steadyText(sayBaseFinding({ place, text }), 1_500), columns - head.length, TEXT_ROWS)
  return [[segment(head, 'warn'), segment(first)], ...more.map(row => line(' '.repeat(head.length) + row))]
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
