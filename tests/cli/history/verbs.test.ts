import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openHistory } from '../../../src/adapters/history/history.ts'
import type { WorkRecord } from '../../../src/core/history/work-record.ts'
import { aProvenFact } from '../../support/builders/a-repository-fact.ts'
import { aWorkRecord } from '../../support/builders/a-work-record.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar, NOW } from '../support/run-in-process.ts'

beforeAll(() => {
  process.env['TZ'] = 'UTC'
})

const HOUR_MS = 3_600_000
const began = { startedAt: NOW - HOUR_MS, endedAt: NOW - HOUR_MS / 2 }

async function aMachine(records: readonly Partial<WorkRecord>[]) {
  const { root, env } = await aStateDir()
  const history = openHistory({ stateDir: root })
  history.save(records.map((over, index) => aWorkRecord({ ...began, assignment: `a${index + 1}`, ...over })))
  history.close()
  return { env, root }
}

test('czar history lists the newest records first, and cuts escape codes out of names', async () => {
  const { env } = await aMachine([
    { task: 'old' },
    { task: 'new\x1b[31m', sentBack: ['`npm test` failed\nwith 2 lines'], rightFirst: false },
  ])
  const { stdout, stderr, code } = await czar(['history'], { env })
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/^ 2 +1h ago +gateway +new/)
  expect(lines[2]).toMatch(/^ 1 +1h ago +gateway +old/)
  expect(stdout).not.toContain('\x1b')
})

test('without any history, the commands say so and still give valid JSON', async () => {
  const { env } = await aStateDir()
  expect(await czar(['history'], { env })).toMatchObject({ stdout: 'no such work is on record\n', code: 0 })
  expect(await czar(['metrics'], { env })).toMatchObject({ stdout: 'no such work is on record\n', code: 0 })
  expect(JSON.parse((await czar(['history', '--json'], { env })).stdout)).toEqual({ version: 1, records: [] })
  expect(JSON.parse((await czar(['metrics', '--json'], { env })).stdout)).toMatchObject({ version: 1, all: null, by_agent: [], days: [] })
  expect(await czar(['history', 'forget', '--all'], { env })).toMatchObject({ code: 3, stderr: expect.stringContaining('no history yet') })
})

test('czar history --json has all fields, and the corrected result beside the recorded one', async () => {
  const { env } = await aMachine([{ role: 'tester', usd: null }])
  await czar(['history', 'correct', '1', '--result', 'failed'], { env })
  expect(JSON.parse((await czar(['history', '--json'], { env })).stdout).records).toEqual([
    {
      ...{ id: 1, project: 'gateway', repository: '/code/gateway', task: 'api', kind: 'primary', worker: 'api', agent: 'claude' },
      ...{ model: null, role: 'tester', owns: ['src/api/**'], text_length: 200, result: 'failed', recorded_result: 'proven' },
      ...{ claims: 1, right_first: true, sent_back: [], worked_ms: 500_000, usd: null, tokens: 90_000 },
      started_at: new Date(began.startedAt).toISOString(),
      ended_at: new Date(began.endedAt).toISOString(),
    },
  ])
  const undone = await czar(['history', 'correct', '1', '--undo'], { env })
  expect(undone).toMatchObject({ stdout: 'record 1, api of gateway: proven\n', code: 0 })
})

test.each([
  [['history', 'correct', '1'], 'say the true result, or --undo'],
  [['history', 'correct', '1', '--result', 'failed', '--undo'], 'say the true result, or --undo'],
  [['history', 'correct', '1', '--result', 'open'], 'proven, failed, returned, dropped, copied'],
  [['history', 'correct', 'api', '--result', 'failed'], 'a whole number'],
  [['history', 'forget'], 'say one of these'],
  [['history', 'forget', '1', '--all'], 'say one of these'],
  [['history', 'forget', '--before', 'yesterday'], 'a moment is needed'],
])('%j is wrong use and changes nothing', async (argv, says) => {
  const { env } = await aMachine([{}])
  expect(await czar(argv, { env })).toMatchObject({ code: 2, stderr: expect.stringContaining(says) })
  expect(JSON.parse((await czar(['history', '--json'], { env })).stdout).records).toMatchObject([{ result: 'proven' }])
})

test('czar history forget deletes what was asked for and says how many', async () => {
  const { env } = await aMachine([{}, { startedAt: NOW - 100 * 24 * HOUR_MS }, {}])
  expect(await czar(['history', 'forget', '--before', '90d'], { env })).toMatchObject({ stdout: '1 record deleted\n', code: 0 })
  expect(await czar(['history', 'forget', '1'], { env })).toMatchObject({ stdout: '1 record deleted\n', code: 0 })
  expect(await czar(['history', 'forget', '1'], { env })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('there is no record 1'),
  })
  expect(await czar(['history', 'forget', '--all'], { env })).toMatchObject({ stdout: '1 record deleted\n' })
})

test('an agent reads the history but does not change it', async () => {
  const { env, root } = await aMachine([{}])
  const asAgent = { ...env, CZAR_PROJECT_DIR: join(root, 'gateway'), CZAR_WORKER: 'api' }
  expect((await czar(['history'], { env: asAgent })).stdout).toContain('gateway')
  for (const argv of [
    ['history', 'forget', '--all'],
    ['history', 'correct', '1', '--result', 'failed'],
  ])
    expect(await czar(argv, { env: asAgent })).toMatchObject({ code: 3, stderr: expect.stringContaining('history is for people') })
})

test('czar metrics compares agents, and counts the cost of failed work for the proven tasks', async () => {
  const { env } = await aMachine([
    { agent: 'codex', usd: 1 },
    { agent: 'codex', usd: 1, result: 'failed', rightFirst: false },
    { agent: 'claude', usd: null },
    { agent: 'claude', usd: 0.5, rightFirst: false, claims: 2, model: 'big' },
  ])
  const { stdout } = await czar(['metrics'], { env })
  expect(stdout).toContain('3 of 4 pieces of work proven, 50 % of 4 of first claims right, 3.0 a day, ≥$0.83 each')
  expect(stdout).toMatch(/codex +2 +1 +50 % of 2 +1\.0 +16m +\$2\.00/)
  const json = JSON.parse((await czar(['metrics', '--json', '--agent', 'claude'], { env })).stdout)
  expect(json.by_model).toMatchObject([
    { agent: 'claude', model: '', right_first_share: 1, usd_per_proven: null, is_usd_partial: true },
    { agent: 'claude', model: 'big', right_first_share: 0, usd_per_proven: 0.5 },
  ])
  expect(json.days).toMatchObject([{ day: '2026-11-20', proven: 2 }])
})

test('czar metrics --svg writes a picture in which hostile names are text', async () => {
  const { env } = await aMachine([{ agent: '<script>&"', rightFirst: true }, { agent: 'x'.repeat(200) }])
  const cwd = await temporaryDirectory()
  expect(await czar(['metrics', '--svg', 'm.svg'], { env, cwd })).toMatchObject({ code: 0 })
  const svg = readFileSync(join(cwd, 'm.svg'), 'utf8')
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
  expect(svg).toContain('&lt;script&gt;&amp;"')
  expect(svg).not.toContain('<script')
  expect(svg).not.toContain('x'.repeat(60))
})

test('czar doctor counts the records, and notes a history that cannot be read without calling the machine unfit', async () => {
  const { env, root } = await aMachine([{}, {}])
  const finding = async () => {
    const { checks } = JSON.parse((await czar(['doctor', '--json'], { env: { ...env, PATH: process.env['PATH'] ?? '' } })).stdout)
    return checks.find(({ name }: { name: string }) => name === 'history')
  }
  expect(await finding()).toMatchObject({ state: 'good', says: `2 records in ${join(root, 'history.db')}` })
  writeFileSync(join(root, 'history.db'), 'no database'.repeat(100))
  expect(await finding()).toMatchObject({ state: 'note', says: expect.stringContaining('fleets run without it') })
})

async function aMachineWithFacts() {
  const { root, env } = await aStateDir()
  const history = openHistory({ stateDir: root })
  history.learn([
    aProvenFact({ provenAt: NOW - HOUR_MS }),
    aProvenFact({
      number: 1,
      repository: 'https://example.org/shop.git',
      text: 'ports are random',
      worker: 'w2',
      provenAt: NOW - 2 * HOUR_MS,
    }),
  ])
  history.close()
  return { env, root }
}

test('czar history facts lists the newest confirmed facts first, also for one repository, and as JSON', async () => {
  const { env } = await aMachineWithFacts()
  const { stdout, code } = await czar(['history', 'facts'], { env })
  expect(code).toBe(0)
  const lines = stdout.trimEnd().split('\n')
  expect(lines[1]).toMatch(/^f1 +1h ago +1 +\/code\/gateway +api of gateway +tests of src\/db need the emulator/)
  expect(lines[2]).toMatch(/^f2 +2h ago .* w2 with api of gateway +ports are random/)
  const ofShop = JSON.parse((await czar(['history', 'facts', '--repo', 'shop', '--json'], { env })).stdout)
  const source = { project: 'gateway', task: 'api', worker: 'w2', commit: 'c0ffee', confirmations: 1 }
  const confirmed = { confirmed_at: new Date(NOW - 2 * HOUR_MS).toISOString() }
  const shop = { id: 'f2', repository: 'https://example.org/shop.git', text: 'ports are random', ...source, ...confirmed }
  expect(ofShop).toEqual({ version: 1, facts: [shop] })
})

test('without any fact, czar history facts says so and still gives valid JSON', async () => {
  const { env } = await aStateDir()
  expect(await czar(['history', 'facts'], { env })).toMatchObject({ stdout: 'no facts are on record\n', code: 0 })
  expect(JSON.parse((await czar(['history', 'facts', '--json'], { env })).stdout)).toEqual({ version: 1, facts: [] })
})

test('a person deletes a fact by its id, and an agent may not', async () => {
  const { env, root } = await aMachineWithFacts()
  const asAgent = { ...env, CZAR_WORKER: 'api', CZAR_PROJECT_DIR: join(root, 'gateway') }
  expect(await czar(['history', 'forget', 'f1'], { env: asAgent })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('for people'),
  })
  expect(await czar(['history', 'forget', 'f1'], { env })).toMatchObject({ stdout: 'fact f1 deleted\n', code: 0 })
  expect(await czar(['history', 'forget', 'f1'], { env })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('there is no fact f1'),
  })
  expect(await czar(['history', 'forget', 'f'], { env })).toMatchObject({ code: 2 })
  expect(await czar(['history', 'forget', 'f2', '--all'], { env })).toMatchObject({ code: 2 })
  expect(JSON.parse((await czar(['history', 'facts', '--json'], { env })).stdout).facts).toMatchObject([{ id: 'f2' }])
})
