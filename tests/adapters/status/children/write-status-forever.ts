// Writes views of changing size for ever. The length of `repo` always equals `seq`, so a torn file would be noticed.
import { writeStatus } from '../../../../src/adapters/status/write-status.ts'
import { aView } from '../../../support/builders/a-view.ts'
import '../../../support/keep-compiled.ts'

for (let seq = 1; ; seq += 1) {
  writeStatus(process.argv[2] ?? '', aView({ seq, repo: 'x'.repeat(seq * 100) }))
  if (seq % 10 === 0) console.log(seq)
  if (seq === 200) seq = 0
}
