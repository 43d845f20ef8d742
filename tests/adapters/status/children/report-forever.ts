// Writes reports for a worker as fast as it can, up to the given number. Prints the number of each report when the
// report is on disk.
import { writeSync } from 'node:fs'
import { appendReport } from '../../../../src/adapters/status/reports/append-report.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { noteReport } from './note-report.ts'
import '../../../support/keep-compiled.ts'

const [projectDir = '', times = 'Infinity'] = process.argv.slice(2)
for (let count = 0; count < Number(times); count += 1) {
  const { report } = appendReport({ projectDir, worker: 'api' as WorkerId, report: noteReport(`from ${process.pid}`) })
  writeSync(1, `${report.seq}\n`)
}
