// Writes a small view, then a view larger than the shell's limit on file sizes. Prints the error of the second write.
import { writeStatus } from '../../../../src/adapters/status/write-status.ts'
import { ToolError } from '../../../../src/core/model/errors.ts'
import { aView } from '../../../support/builders/a-view.ts'

const projectDir = process.argv[2] ?? ''
writeStatus(projectDir, aView({ seq: 1 }))
try {
  writeStatus(projectDir, aView({ seq: 2, repo: 'x'.repeat(100_000) }))
} catch (error) {
  if (!(error instanceof ToolError)) throw error
  console.log(error.message)
}
