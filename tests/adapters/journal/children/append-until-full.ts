// Appends until the shell's limit on file sizes makes the system refuse. Prints the confirmed events and the refusal.
import { openJournal } from '../../../../src/adapters/journal/journal.ts'
import { ToolError } from '../../../../src/core/model/errors.ts'
import { note } from './note.ts'

const journal = openJournal({ projectDir: process.argv[2] ?? '' })
let acknowledged = 0
try {
  for (;;) acknowledged = journal.append([note('x'.repeat(10_000))], 1).at(-1)?.seq ?? 0
} catch (error) {
  if (!(error instanceof ToolError)) throw error
  console.log(JSON.stringify({ acknowledged, last: journal.lastSeq(), message: error.message, hint: error.hint }))
}
