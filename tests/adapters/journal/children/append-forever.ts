// Appends batches of three events as fast as it can. Prints the last number of each batch when the journal has confirmed
// the batch.
import { writeSync } from 'node:fs'
import { openJournal } from '../../../../src/adapters/journal/journal.ts'
import { note } from './note.ts'
import '../../../support/keep-compiled.ts'

const journal = openJournal({ projectDir: process.argv[2] ?? '' })
for (;;) {
  const batch = journal.append([note('a'), note('b'), note('c')], 1)
  writeSync(1, `${batch.at(-1)?.seq}\n`)
}
