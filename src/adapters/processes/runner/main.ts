import type { HelperAnswer, Question } from './helper.ts'
import { type ProgramCall, runHere } from './run-here.ts'

const ALIVE_MS = 1_000

let running = 0

// This is the helper: it runs programs for czar, and exits when czar exits.
process.on('disconnect', () => process.exit())
process.on('message', (question: Question) => void answer(question))
setInterval(() => {
  if (running > 0) send({ kind: 'alive' })
}, ALIVE_MS)
send({ kind: 'ready' })

async function answer({ id, call }: { readonly id: number; readonly call: ProgramCall }): Promise<void> {
  running += 1
  const end = await runHere(call)
  running -= 1
  send({ kind: 'ended', id, end })
}

function send(answer: HelperAnswer): void {
  // Errors are ignored, because they only mean that czar has exited and reads nothing more.
  process.send?.(answer, () => {})
}
