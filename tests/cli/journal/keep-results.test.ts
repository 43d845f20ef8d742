import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { keepResults } from '../../../src/cli/compose/keep-results.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { aStory, begin, report, verdict } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar } from '../support/run-in-process.ts'

const quiet = { info: () => {}, warn: () => {} }

function aKeeper(world: World, directory: string, from = 0) {
  const read = (after: number, limit = 100) => world.history.slice(after, after + limit)
  const keeper = keepResults(directory, { read }, { log: quiet, from })
  onTestFinished(() => keeper.close())
  return () => keeper.follow(world.state)
}

test("a claim's text is kept as a file, the index holds the czar's verdict, and czar results shows both", async () => {
  const state = await aStateDir()
  const directory = await state.project('sample')
  const world = aStory()
  const keep = aKeeper(world, directory)
  begin(world, 'one')
  keep()
  expect(readdirSync(directory)).not.toContain('results')
  expect((await czar(['results'], { env: state.env })).stdout).toBe('nothing was reported yet\n')
  report(world, 'one', 'done', { text: 'It is built.', details: 'At length.' })
  keep()
  expect(readFileSync(join(directory, 'results', 'one.md'), 'utf8')).toContain('\n---\n\nIt is built.\n\nAt length.\n')
  verdict(world, 'one', 'verified')
  keep()
  const table = async () => (await czar(['results'], { env: state.env })).stdout
  await vi.waitFor(async () => expect(await table()).toContain('verified'))
  expect(await table()).toMatch(/^one +one +1970-.* verified +work-one +feat\/one +It is built\.$/m)
  expect((await czar(['results', 'one'], { env: state.env })).stdout).toContain('At length.')
  expect(JSON.parse((await czar(['results', 'one', '--json'], { env: state.env })).stdout)).toMatchObject({
    version: 1,
    task: 'one',
    text: expect.any(String),
  })
  expect(await czar(['results', 'two'], { env: state.env })).toMatchObject({ code: 2, stderr: expect.stringContaining('there are: one') })
})

test('the text of a new result is written at once, however long the index waits', async () => {
  const directory = await temporaryDirectory()
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  const keep = aKeeper(world, directory)
  begin(world, 'one')
  begin(world, 'two')
  for (const id of ['one', 'two']) {
    report(world, id, 'done', { text: `${id} is built.` })
    keep()
    expect(readFileSync(join(directory, 'results', `${id}.md`), 'utf8')).toContain(`${id} is built.`)
  }
})

test('the index is written a last time before a czar ends', async () => {
  const directory = await temporaryDirectory()
  const world = aStory()
  const read = (after: number, limit = 100) => world.history.slice(after, after + limit)
  const keeper = keepResults(directory, { read }, { log: quiet, from: 0 })
  begin(world, 'one')
  report(world, 'one', 'done', { text: 'It is built.' })
  keeper.follow(world.state)
  verdict(world, 'one', 'verified')
  keeper.follow(world.state)
  keeper.close()
  expect(readFileSync(join(directory, 'results', 'index.json'), 'utf8')).toContain('"verified"')
})

test('deleted or damaged result files are written again by the next czar, from the journal', async () => {
  const directory = await temporaryDirectory()
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'done', { text: 'It is built.' })
  aKeeper(world, directory)()
  const files = ['index.json', 'one.md'].map(name => join(directory, 'results', name))
  const before = files.map(file => readFileSync(file, 'utf8'))
  rmSync(files[0] ?? '')
  writeFileSync(files[1] ?? '', 'forged')
  aKeeper(world, directory, world.state.seq)()
  expect(files.map(file => readFileSync(file, 'utf8'))).toEqual(before)
})

test('on a full disk only the result files are missing, until there is room', async () => {
  const directory = await temporaryDirectory()
  const world = aStory()
  const keep = aKeeper(world, directory)
  writeFileSync(join(directory, 'results'), 'in the way')
  begin(world, 'one')
  report(world, 'one', 'done', { text: 'It is built.' })
  keep()
  rmSync(join(directory, 'results'))
  verdict(world, 'one', 'verified')
  keep()
  await vi.waitFor(() => expect(readdirSync(join(directory, 'results')).sort()).toEqual(['index.json', 'one.md']), { timeout: 5_000 })
})
