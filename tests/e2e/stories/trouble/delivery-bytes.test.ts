import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sanitize } from '../../../../src/core/brief/sanitize.ts'
import { aFleet } from '../../../support/a-fleet.ts'
import { taskFilesIn, writeAwkwardTexts } from '../../../support/awkward-texts.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

test('whatever bytes a task has, the agent gets exactly the text that the czar stored, with the whole task in it', async () => {
  const tasks = taskFilesIn(writeAwkwardTexts(await temporaryDirectory()))
  const fleet = await aFleet(`workers:\n${tasks.map(({ worker, path }) => `  - { id: ${worker}, task: ${path} }\n`).join('')}`)

  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })

  for (const { worker, text } of tasks) {
    const { message } = await fleet.eventually('message.submitted', event => event.worker === worker)
    const kept = readFileSync(join(fleet.projectDir, 'texts', `${message}.txt`), 'utf8')
    expect(kept, worker).toContain(sanitize(text).text)
    const [taken] = readFileSync(join(fleet.projectDir, 'agents', worker, `scripted-memory-${worker}`, 'transcript.jsonl'), 'utf8').split(
      '\n',
    )
    expect(JSON.parse(taken ?? '').text, worker).toBe(kept)
  }
})
