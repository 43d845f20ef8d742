import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sanitize } from '../../src/core/brief/sanitize.ts'
import type { Journaled } from '../../src/core/model/event.ts'
import { taskFilesIn, writeAwkwardTexts } from '../support/awkward-texts.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { aClaudeFleet, aClaudeWorker, type ClaudeFleet } from './support/a-claude-fleet.ts'
import { honestSteps } from './support/a-real-fleet.ts'

/** With CZAR_TEXTS_DIR the text files of that directory are the tasks, and how long each took is printed. */
test('every text is the same, tabs aside, byte for byte: as the czar keeps it, at the model server and in the transcript', {
  timeout: 900_000,
}, async () => {
  const given = process.env['CZAR_TEXTS_DIR']
  const directory = given ?? writeAwkwardTexts(await temporaryDirectory())
  const tasks = taskFilesIn(directory)
  const fleet = await aClaudeFleet({
    workers: tasks.map(task => aClaudeWorker(task.worker, '', task.path)).join(''),
    concurrency: 3,
    patienceMs: 600_000,
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('project.finished', event => event.verified === tasks.length)

  for (const { worker, text } of tasks) {
    const { message } = fleet.events().find(event => event.kind === 'message.submitted' && event.worker === worker) as { message: string }
    const kept = readFileSync(join(fleet.projectDir, 'texts', `${message}.txt`), 'utf8')
    expect(kept, worker).toContain(sanitize(text).text)
    const taken = kept.replaceAll('\t', '    ')
    expect(received(fleet, message), `${worker}, at the model server`).toBe(taken)
    expect(inTranscript(fleet, worker, message), `${worker}, in the transcript`).toBe(taken)
  }
  if (given !== undefined) console.info(figures(fleet.events()))
})

/** The text as the model server got it. */
function received({ model }: ClaudeFleet, message: string): string | undefined {
  const requests = model.requests().filter(texts => texts[0]?.startsWith(`[czar ${message} ·`))
  return requests[0]?.[0]
}

/** The text as Claude Code keeps it: one line of JSON for each message. */
function inTranscript({ claudeHome }: ClaudeFleet, worker: string, message: string): string | undefined {
  const directory = join(claudeHome, 'projects')
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
    name => name.includes(`-${worker.replaceAll('_', '-')}/`) && name.endsWith('.jsonl'),
  )
  const lines = files.flatMap(name => readFileSync(join(directory, name), 'utf8').trim().split('\n'))
  const contents = lines.map(line => JSON.parse(line).message?.content)
  return contents.find(content => typeof content === 'string' && content.startsWith(`[czar ${message} ·`))
}

/** For a look: how long each text took from the launch to its receipt. */
function figures(events: readonly Journaled[]): string {
  const launchedAt = events[0]?.at ?? 0
  const lines = events.flatMap(event => {
    if (event.kind !== 'message.submitted') return []
    const pasted = events.find(each => each.kind === 'message.pasted' && each.message === event.message)
    const started = events.find(each => each.kind === 'agent.started' && each.worker === event.worker)
    const chars = pasted?.kind === 'message.pasted' ? pasted.chars : 'unknown'
    const afterStartMs = event.at - (started?.at ?? 0)
    return `${event.worker}: ${chars} characters, receipt ${event.at - launchedAt} ms after launch, ${afterStartMs} ms after start, ${event.enters} Enter`
  })
  return lines.join('\n')
}
