import type { Row } from './fleet/run-fleet.ts'

export const HEAD =
  '| behaviour | what it does | the czar says | right | after | task | alone |\n| --- | --- | --- | --- | --- | --- | --- |\n'

export function tableOf(rows: readonly Row[]): string {
  return `${HEAD}${rows.map(lineOf).join('')}\n${summaryOf(rows)}\n`
}

function lineOf({ named, finding }: Row): string {
  const { said, delayMs, end, endedAfterMs, isAlone, faults } = finding
  const cells = [
    `${named.kind}/${named.name}`,
    named.behaviour.does,
    said === '' ? 'nothing' : shorten(said),
    faults.length === 0 ? 'yes' : `**no**: ${shorten(faults.join('; '), 300)}`,
    delayMs === null ? '' : seconds(delayMs),
    endedAfterMs === null ? end : `${end} after ${seconds(endedAfterMs)}`,
    isAlone ? 'yes' : 'no',
  ]
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
}

function summaryOf(rows: readonly Row[]): string {
  const count = (is: (row: Row) => boolean) => rows.filter(is).length
  const delays = rows.flatMap(({ finding }) => finding.delayMs ?? []).sort((one, other) => one - other)
  const median = delays[Math.floor(delays.length / 2)] ?? 0
  return [
    `${rows.length} behaviours: ${count(({ finding }) => finding.faults.length === 0)} as they have to be`,
    `${count(({ finding }) => finding.end === 'proven')} tasks proven and right, ${count(({ finding }) => finding.end === 'wrong')} proven and wrong`,
    `${count(({ finding }) => finding.isAlone)} without a person; told after ${seconds(median)} (median), ${seconds(delays.at(-1) ?? 0)} at most.`,
  ].join('; ')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function shorten(text: string, most = 110): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
