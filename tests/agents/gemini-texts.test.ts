import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sanitize } from '../../src/core/brief/sanitize.ts'
import { taskFilesIn, writeAwkwardTexts } from '../support/awkward-texts.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { aRealFleet, aRealWorker, honestSteps, type RealFleet } from './support/a-real-fleet.ts'
import { gemini } from './support/programs/gemini.ts'

/** With CZAR_TEXTS_DIR the text files of that directory are the tasks. */
test('every text is the same, @ and blanks around it aside, byte for byte: as the czar keeps it, at the model server and in its session', {
  timeout: 900_000,
}, async () => {
  const directory = process.env['CZAR_TEXTS_DIR'] ?? writeAwkwardTexts(await temporaryDirectory())
  // Longer than its profile takes.
  const tasks = taskFilesIn(directory).filter(({ worker }) => worker !== 'megabyte')
  const fleet = await aRealFleet(gemini, {
    workers: tasks.map(task => aRealWorker(gemini, task.worker, '', task.path)).join(''),
    concurrency: 2,
    patienceMs: 850_000,
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('project.finished', event => event.verified === tasks.length)

  for (const { worker, text } of tasks) {
    const { message } = fleet.events().find(event => event.kind === 'message.submitted' && event.worker === worker) as { message: string }
    const kept = readFileSync(join(fleet.projectDir, 'texts', `${message}.txt`), 'utf8')
    expect(kept, worker).toContain(sanitize(text).text)
    const taken = kept.trim().replace(/(?<!\\)@/g, '\\@')
    expect(received(fleet, message), `${worker}, at the model server`).toBe(taken)
    expect(inSession(fleet, worker, message), `${worker}, in its session`).toBe(taken)
  }
})

/** The text as the model server got it. */
function received({ model }: RealFleet, message: string): string | undefined {
  return model.requests().find(texts => texts[0]?.startsWith(`[czar ${message} ·`))?.[0]
}

/** The text as Gemini CLI keeps it: one line of JSON for each message. */
function inSession({ projectDir }: RealFleet, worker: string, message: string): string | undefined {
  const home = join(projectDir, 'agents', worker, `gemini-home-${worker}`, '.gemini', 'tmp')
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jsonl'))
  const lines = files.flatMap(name => readFileSync(join(home, name), 'utf8').trim().split('\n'))
  const texts = lines.map(line => JSON.parse(line).content?.[0]?.text)
  return texts.find(text => typeof text === 'string' && text.startsWith(`[czar ${message} ·`))
}
