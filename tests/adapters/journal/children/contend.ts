// Each input line is a time (ms since the epoch). The program tries to get the lock exactly then, and prints the
// outcome. On the line `release` it releases the lock.
import { createInterface } from 'node:readline'
import { acquireSupervisorLock, type SupervisorLock } from '../../../../src/adapters/journal/supervisor-lock.ts'
import { PreconditionError } from '../../../../src/core/model/errors.ts'
import '../../../support/keep-compiled.ts'

let lock: SupervisorLock | null = null

createInterface({ input: process.stdin }).on('line', line => {
  if (line === 'release') return release()
  while (Date.now() < Number(line));
  console.log(attempt())
})

function attempt(): string {
  try {
    lock = acquireSupervisorLock(process.argv[2] ?? '')
    return 'held'
  } catch (error) {
    if (error instanceof PreconditionError) return 'refused'
    throw error
  }
}

function release(): void {
  lock?.release()
  lock = null
  console.log('released')
}
