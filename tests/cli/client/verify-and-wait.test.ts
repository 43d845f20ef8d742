import { expect, onTestFinished, test } from 'vitest'
import { serveApi } from '../../../src/api/serve-api.ts'
import { renderExplanation } from '../../../src/cli/output/explanation.ts'
import { socketsOf } from '../../../src/cli/project/runtime-dir.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import type { Event } from '../../../src/core/events/event.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { fakeDoor, note } from '../../api/fake-door.ts'
import { until } from '../../support/until.ts'
import { sha } from '../../support/worlds/world.ts'
import { aRelay } from '../support/a-relay.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { recordedIo } from '../support/run-in-process.ts'

const finished = {
  kind: 'verification.finished',
  worker: 'api' as WorkerId,
  assignment: 'api.1' as never,
  commit: sha('0123456789'),
  base: null,
  verdict: 'verified',
  reasons: [],
  checks: [{ name: 'npm test', outcome: 'flaky', exitCode: 0, durationMs: 1_240, first: 'failed with exit code 1' }],
  flags: ['2 assertions were removed and 1 was added'],
  log: '/logs/api.1-1.log',
  tail: '',
  durationMs: 2,
} satisfies Event

const ASIDES = [
  'flaky: `npm test` failed with exit code 1, and passed when run again',
  'flagged: 2 assertions were removed and 1 was added',
]

test('czar verify --wait prints the verdict with flaky commands and flags, and skips a void verdict', async () => {
  const { stdout, code } = await waitFor([{ ...finished, verdict: 'void' }, finished])
  const expected = [
    'done',
    'verified at 01234567',
    '  flaky  npm test  (1.2 s)',
    ...ASIDES.map(text => `  ${text}`),
    '  output: /logs/api.1-1.log',
  ]
  expect(stdout).toBe(`${expected.join('\n')}\n`)
  expect(code).toBe(0)
})

test('czar verify --wait exits with 1 and the reasons if the claim is rejected', async () => {
  const { stdout, code } = await waitFor([{ ...finished, verdict: 'rejected', reasons: ['`npm test` failed.'], flags: [], checks: [] }])
  expect(stdout).toBe('done\nrejected at 01234567\n  `npm test` failed.\n')
  expect(code).toBe(1)
})

test('czar verify --wait loses no verdict if its stream breaks off, however often and whenever', async () => {
  const { stdout, code } = await waitFor([{ ...finished, verdict: 'void' }, finished], { cut: 'each event' })
  expect(stdout).toContain('verified at 01234567')
  expect(code).toBe(0)
})

test('czar verify --wait reads a verdict that came while no stream was open', async () => {
  const { stdout, code } = await waitFor([finished], { cut: 'before the events' })
  expect(stdout).toContain('verified at 01234567')
  expect(code).toBe(0)
})

test('czar verify --wait reports no verdict if the czar ends without one', async () => {
  const { stdout, code } = await waitFor([], { cut: 'for good' })
  expect(stdout).toBe('done\nthe czar gave no verdict\n')
  expect(code).toBe(1)
})

test('czar why names flaky commands and flags of the last check', () => {
  const { io } = recordedIo({ env: {} })
  const change = {
    kind: 'health.changed',
    worker: 'api' as WorkerId,
    health: 'done',
    reason: 'verified',
    evidence: [],
    seq: 2,
    at: io.now(),
  } as const
  const explanation = {
    worker: 'api',
    change,
    reason: change.reason,
    decisions: [],
    before: [],
    asked: null,
    check: { ...finished, seq: 1, at: 0 },
  }
  const text = renderExplanation(explanation as never, {
    io,
    long: false,
    people: { writers: 0, readers: 0 },
    open: { attention: [], program: null, reviews: [], stage: null, family: [] },
  })
  expect(text.split('\n').slice(1, 3)).toEqual(ASIDES.map(aside => `its last check: ${aside}`))
})

interface Trouble {
  readonly cut?: 'each event' | 'before the events' | 'for good'
}

/** Runs the command. A socket between the command and the czar can cut their connections. */
async function waitFor(events: readonly Event[], { cut }: Trouble = {}) {
  const state = await aStateDir()
  const directory = await state.project('gateway', { events: [note('x')] })
  const door = fakeDoor()
  const path = socketsOf(directory, 'gateway', state.env).api
  const server = await serveApi(door, { socketPath: `${path}.real` })
  onTestFinished(() => server.close())
  const relay = await aRelay(path, `${path}.real`)
  const { io, stdout, code } = recordedIo({ env: state.env })
  const over = runCommandLine(['verify', 'api', '--wait'], io)
  await until(() => door.performed.length === 1)
  await until(() => stdout() === 'done\n')
  if (cut === 'for good') await relay.close()
  if (cut === 'before the events') relay.cut()
  for (const event of events) {
    if (cut === 'each event') {
      relay.cut()
      await until(() => relay.open() > 0)
    }
    door.append(event)
  }
  await over
  return { stdout: stdout(), code: code() }
}
