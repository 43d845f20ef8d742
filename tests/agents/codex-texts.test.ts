import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sanitize } from '../../src/core/brief/sanitize.ts'
import { taskFilesIn, writeAwkwardTexts } from '../support/awkward-texts.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { aCodexFleet, aCodexWorker } from './support/a-codex-fleet.ts'
import { honestSteps } from './support/a-real-fleet.ts'

/** With CZAR_TEXTS_DIR the text files of that directory are the tasks. */
test('every text is the same, byte for byte, but for blanks at its end: as the czar keeps it, at the model server and in the rollout file', {
  timeout: 900_000,
}, async () => {
  const tasks = taskFilesIn(process.env['CZAR_TEXTS_DIR'] ?? writeAwkwardTexts(await temporaryDirectory()))
  const fleet = await aCodexFleet({
    workers: tasks.map(task => aCodexWorker(task.worker, '', task.path)).join(''),
    concurrency: 3,
    patienceMs: 800_000,
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('project.finished', event => event.verified === tasks.length)

  const rollouts = rolloutTexts(join(fleet.directory, 'codex', 'sessions'))
  for (const { worker, text } of tasks) {
    const { message } = fleet.events().find(event => event.kind === 'message.submitted' && event.worker === worker) as { message: string }
    const kept = readFileSync(join(fleet.projectDir, 'texts', `${message}.txt`), 'utf8')
    expect(kept, worker).toContain(sanitize(text).text)
    const isIts = (each: string | undefined) => each?.startsWith(`[czar ${message} ·`) === true
    expect(fleet.model.requests().find(([first]) => isIts(first))?.[0], `${worker}, at the model server`).toBe(kept.trimEnd())
    expect(rollouts.find(isIts), `${worker}, in the rollout file`).toBe(kept.trimEnd())
  }
})

/** What people and the czar said, as Codex keeps it. */
function rolloutTexts(directory: string): readonly string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jsonl'))
  const lines = files.flatMap(name => readFileSync(join(directory, name), 'utf8').trim().split('\n'))
  return lines.flatMap(line => {
    const { payload } = JSON.parse(line)
    return payload?.item?.type === 'UserMessage' ? [payload.item.content[0].text as string] : []
  })
}
