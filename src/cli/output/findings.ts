import { plainText } from '../../core/text/plain-text.ts'
import { hintText } from '../../core/views/hint-text.ts'
import type { DoctorFinding } from '../doctor/finding.ts'
import type { CliIo } from '../io.ts'
import { type Colour, makePaint } from './paint.ts'

const MARKS = {
  good: { mark: 'ok', colour: 'green' },
  note: { mark: 'note', colour: 'yellow' },
  bad: { mark: 'BAD', colour: 'red' },
} satisfies Record<DoctorFinding['state'], { mark: string; colour: Colour }>

/** Prints one line for each result of `czar doctor`. If something is wrong, the line below says how to repair it. */
export function renderFindings(findings: readonly DoctorFinding[], { stdout, env }: CliIo): string {
  const paint = makePaint(stdout, env)
  const nameWidth = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.flatMap(({ name, state, says, hint }) => {
    const { mark, colour } = MARKS[state]
    const line = `${paint(colour, mark.padEnd(4))}  ${name.padEnd(nameWidth)}  ${plainText(says, 500)}`
    return hint === null ? [line] : [line, `      ${' '.repeat(nameWidth)}  next: ${hintText(hint)}`]
  })
  return `${lines.join('\n')}\n`
}
