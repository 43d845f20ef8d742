import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { writeSignal } from '../../signals/write-signal.ts'
import { answerRequest } from './answer-request.ts'
import { rulesFile, rulesSchema } from './rules-file.ts'

/** The hook that answers Codex's requests for permission: `codex-permission.cjs <incarnation's directory>`, the request on stdin. */
void run(process.argv[2] ?? '')

async function run(directory: string): Promise<void> {
  const payload = await json(process.stdin)
  const answer = answerRequest(payload, rulesSchema.parse(JSON.parse(readFileSync(rulesFile(directory), 'utf8'))))
  if (answer === null) writeSignal(join(directory, 'signals'), payload)
  else process.stdout.write(JSON.stringify(answer))
}
