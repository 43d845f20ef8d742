import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { sanitize } from '../../../src/core/brief/sanitize.ts'
import { taskFilesIn, writeAwkwardTexts } from '../../support/awkward-texts.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { story, theAgent } from '../support/story.ts'

const LONG_MS = Math.max(900_000, 3 * theAgent().patienceMs)
vi.setConfig({ testTimeout: LONG_MS })

/** If CZAR_TEXTS_DIR names a directory, its text files are the tasks. */
story(
  ['texts'],
  'each text reaches the model server, and the file of the program, byte for byte as the czar stored it, except for known changes',
  async ({ agent }) => {
    const { mostChars, sent, recorded, asRecorded } = agent.texts
    const directory = process.env['CZAR_TEXTS_DIR'] ?? writeAwkwardTexts(await temporaryDirectory())
    const tasks = taskFilesIn(directory).filter(({ text }) => text.length < mostChars)
    const fleet = await aRealFleet(agent, {
      workers: tasks.map(task => aRealWorker(agent, task.worker, '', task.path)).join(''),
      concurrency: 2,
      patienceMs: LONG_MS - 50_000,
      answer: turn => honestSteps(turn)[turn.step] ?? null,
    })
    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
    await fleet.eventually('project.finished', event => event.verified === tasks.length)

    for (const { worker, text } of tasks) {
      const { message } = fleet.events().find(event => event.kind === 'message.submitted' && event.worker === worker) as {
        message: string
      }
      const kept = readFileSync(join(fleet.projectDir, 'texts', `${message}.txt`), 'utf8')
      expect(kept, worker).toContain(sanitize(text).text)
      const received = fleet.model.requests().find(texts => texts[0]?.startsWith(`[czar ${message} ·`))?.[0]
      expect(received, `${worker}, at the model server`).toBe(sent(kept))
      if (recorded !== null) expect(recorded(fleet, worker, message), `${worker}, in its own file`).toBe(asRecorded(kept))
    }
  },
)
