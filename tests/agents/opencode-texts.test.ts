import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sanitize } from '../../src/core/brief/sanitize.ts'
import { taskFilesIn, writeAwkwardTexts } from '../support/awkward-texts.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { aRealFleet, aRealWorker, honestSteps } from './support/a-real-fleet.ts'
import { opencode } from './support/programs/opencode.ts'

test('every text is the same, byte for byte, as the czar keeps it and at the model server; only its end is one space longer', {
  timeout: 1_200_000,
}, async () => {
  const tasks = taskFilesIn(writeAwkwardTexts(await temporaryDirectory()))
  const fleet = await aRealFleet(opencode, {
    workers: tasks.map(task => aRealWorker(opencode, task.worker, '', task.path)).join(''),
    concurrency: 2,
    patienceMs: 1_100_000,
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('project.finished', event => event.verified === tasks.length)

  for (const { worker, text } of tasks) {
    const { message } = fleet.events().find(event => event.kind === 'message.submitted' && event.worker === worker) as { message: string }
    const kept = readFileSync(join(fleet.projectDir, 'texts', `${message}.txt`), 'utf8')
    expect(kept, worker).toContain(sanitize(text).text)
    const received = fleet.model.requests().find(texts => texts[0]?.startsWith(`[czar ${message} ·`))?.[0]
    expect(received, worker).toBe(`${kept.trimEnd()} `)
  }
})
