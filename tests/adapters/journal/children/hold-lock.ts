// Tries to get the lock once. Prints `held` and keeps running, or prints the refusal as JSON and ends.
import { acquireSupervisorLock } from '../../../../src/adapters/journal/supervisor-lock.ts'
import { PreconditionError } from '../../../../src/core/model/errors.ts'
import '../../../support/keep-compiled.ts'

try {
  acquireSupervisorLock(process.argv[2] ?? '')
  console.log('held')
  setInterval(() => {}, 1_000)
} catch (error) {
  if (!(error instanceof PreconditionError)) throw error
  console.log(JSON.stringify({ message: error.message, hint: error.hint }))
}
