import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { writeSignal } from '../signals/write-signal.ts'
import { type AskingProgram, answerFor, verdictOn } from './answer.ts'
import { rulesFile, rulesSchema } from './rules-file.ts'

/** Answers permission requests: `agent-permission.cjs <program> <incarnation's directory>`, with the request on stdin. */
void run(process.argv[2] as AskingProgram, process.argv[3] ?? '')

async function run(program: AskingProgram, directory: string): Promise<void> {
  const payload = await json(process.stdin).catch(() => null)
  const answer = answerFor(program, verdictIn(directory, payload))
  if (answer !== null) process.stdout.write(JSON.stringify(answer))
  // Codex shows its dialog now, and runs no later hook that reports it.
  else if (program === 'codex') writeSignal(join(directory, 'signals'), payload)
}

/** On any failure a person is asked. */
function verdictIn(directory: string, payload: unknown): ReturnType<typeof verdictOn> {
  try {
    return verdictOn(payload, rulesSchema.parse(JSON.parse(readFileSync(rulesFile(directory), 'utf8'))))
  } catch {
    return 'ask'
  }
}
