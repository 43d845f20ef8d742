import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { writeSignal } from '../signals/write-signal.ts'
import { type AskingProgram, answerFor, verdictOn } from './answer.ts'
import { rulesFile, rulesSchema } from './rules-file.ts'

/**
 * Answers a request for permission. It is started as `agent-permission.cjs <program> <directory of this start of the agent>`, with the
 * request on stdin.
 */
void run(process.argv[2] as AskingProgram, process.argv[3] ?? '')

async function run(program: AskingProgram, directory: string): Promise<void> {
  const payload = await json(process.stdin).catch(() => null)
  const answer = answerFor(program, verdictIn(directory, payload))
  if (answer !== null) process.stdout.write(JSON.stringify(answer))
  // Codex now shows its dialog, and no later hook reports that. So the dialog is reported here.
  else if (program === 'codex') writeSignal(join(directory, 'signals'), payload)
}

/** Decides about a request. If anything fails, a person is asked. */
function verdictIn(directory: string, payload: unknown): ReturnType<typeof verdictOn> {
  try {
    return verdictOn(payload, rulesSchema.parse(JSON.parse(readFileSync(rulesFile(directory), 'utf8'))))
  } catch {
    return 'ask'
  }
}
