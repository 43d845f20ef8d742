import { writePart } from '../support/write-part.ts'
import type { BatchResult } from './fleet/run-batch.ts'

/** Writes the results of all test programs into docs/faults.md. */
export function writePage(results: readonly BatchResult[]): void {
  writePart('docs/faults.md', { command: 'npm run bench -- crowd --write', text: tableOf(results) })
}

function tableOf(results: readonly BatchResult[]): string {
  const rows = results.flatMap(({ rows }) => rows).sort((one, other) => one.named.path.localeCompare(other.named.path))
  const lines = rows.map(({ named, finding }) => {
    const told = finding.toldAfterMs === null ? 'not needed' : `after ${(finding.toldAfterMs / 1000).toFixed(1)} s`
    const verdict = finding.faults.length === 0 ? 'right' : `wrong: ${finding.faults.join('; ')}`
    const cells = [named.path, named.program.does, `${finding.keys}`, finding.delivered || 'not pasted', told, verdict]
    return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |\n`
  })
  const right = rows.filter(({ finding }) => finding.faults.length === 0).length
  const slowest = Math.max(...results.map(({ neighbour }) => neighbour.slowestAnswerMs))
  const head =
    '| program | it | keys without a prompt | its last text | a person is told of its question | |\n| --- | --- | --- | --- | --- | --- |\n'
  return `${head}${lines.join('')}\n${right} of ${rows.length} right; the czar answered within ${(slowest / 1000).toFixed(1)} s at all times.\n`
}
