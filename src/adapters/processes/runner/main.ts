import type { Answer, Question } from './helper.ts'
import { type ProgramCall, runHere } from './run-here.ts'

// Runs programs for the czar, and ends with it.
process.on('disconnect', () => process.exit())
process.on('message', (question: Question) => void answer(question))
send({ kind: 'ready' })

async function answer({ id, call }: { readonly id: number; readonly call: ProgramCall }): Promise<void> {
  send({ kind: 'ended', id, end: await runHere(call) })
}

function send(answer: Answer): void {
  // A czar that is gone reads nothing.
  process.send?.(answer, () => {})
}
