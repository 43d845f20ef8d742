// Reports as fast as it can for a worker, at most so many times, and prints the number of each report once it is on the disk.
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
