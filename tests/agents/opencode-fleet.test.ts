import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'
import type { Answer, Turn } from './support/a-model.ts'
import { aRealFleet, aRealWorker, claim, commit, honestSteps } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'
import { opencode } from './support/programs/opencode.ts'

const PATIENCE = { patienceMs: 400_000 }
const TIMEOUT = { timeout: 600_000 }

test(
  'two workers, one of whom builds on the other, take their tasks, report, commit, are proven, and nothing is left running',
  TIMEOUT,
  async () => {
    const fleet = await aRealFleet(opencode, {
      ...PATIENCE,
      workers: [
        aRealWorker(opencode, 'base'),
        aRealWorker(opencode, 'top', '    depends_on: [base]\n').replace('accept: [', 'accept: ["test -f src/base/work.txt", '),
      ].join(''),
      answer: turn => honestSteps(turn)[turn.step] ?? null,
    })

    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

    await fleet.eventually('project.finished', event => event.verified === 2)
    await until(
      () => livingProcessesWith(fleet.directory),
      processes => processes.length === 0,
    )
    expect(fleet.status().attention).toEqual([])
    const submitted = fleet.events().filter(event => event.kind === 'message.submitted')
    expect(submitted.map(({ worker, receipt, strength }) => [worker, receipt, strength])).toEqual(
      ['base', 'top'].map(worker => [worker, 'hook chat.message', 'exact']),
    )
    expect(fleet.events().some(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toBe(false)
    expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
  },
)

test('a claim without a commit is rejected, the rework arrives with a receipt, and the mended work is verified', TIMEOUT, async () => {
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'hasty'),
    answer: turn => {
      const hasty = honestSteps(turn).filter((_, at) => at !== 2)
      const mending = [commit(turn), claim(turn), { say: 'Mended.' }]
      return (turn.kind === 'rework' ? mending : hasty)[turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  const story = fleet.events().flatMap(event => {
    if (event.kind === 'verification.finished') return [event.verdict]
    return event.kind === 'message.submitted' ? [`${event.message} ${event.strength}`] : []
  })
  expect(story).toEqual(['m1 exact', 'rejected', 'm2 exact', 'verified'])
})

test('kill -9 of the program is journalled, its session is resumed with the brief again, and its work is verified', TIMEOUT, async () => {
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'mortal'),
    policy: '{ restart: { backoff: 100ms..1s } }',
    answer: turn => (turn.message === 'm1' && turn.step === 2 ? null : (honestSteps(turn)[turn.step] ?? null)),
  })
  await fleet.launch()
  const { agentSession } = await fleet.eventually('agent.session')
  await until(
    () => fleet.model.requests().length,
    count => count === 3,
    { timeoutMs: 300_000, what: 'the third request' },
  )
  process.kill(agentPid(fleet.projectDir, 'mortal', 1), 'SIGKILL')

  expect(await fleet.eventually('agent.exited')).toMatchObject({ how: 'exited', status: null, signal: 'SIGKILL' })
  expect(await fleet.eventually('agent.started', event => event.incarnation === 2)).toMatchObject({ resumed: agentSession })
  await fleet.eventually('message.submitted', event => event.incarnation === 2)
  expect(readFileSync(`/proc/${agentPid(fleet.projectDir, 'mortal', 2)}/cmdline`, 'utf8')).toContain(`--session\0${agentSession}`)
  await fleet.eventually('project.finished', event => event.verified === 1)
  const [before, again] = fleet.model.requests().at(-1) ?? []
  expect([before, again].map(text => /^\[czar \S+/.exec(text ?? '')?.[0])).toEqual(['[czar m1', '[czar m2'])
})

test('kill -9 before the program took any text: it begins afresh', TIMEOUT, async () => {
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'early'),
    policy: '{ restart: { backoff: 100ms..1s } }',
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  await fleet.launch()
  await fleet.eventually('agent.ready')
  process.kill(agentPid(fleet.projectDir, 'early', 1), 'SIGKILL')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().flatMap(event => (event.kind === 'agent.exited' ? [event.signal] : []))).toEqual(['SIGKILL'])
})

test('what the brief tells a worker to do is done without a question', TIMEOUT, async () => {
  const asTold = (turn: Turn, brief: string): readonly Answer[] => [
    { tool: 'read', input: { filePath: brief } },
    { run: 'node -e 0 2>&1 | tail -n 80' },
    { run: 'git merge --no-edit main' },
    { run: `git -C ${turn.worktree} status --short && cat README.md` },
    { run: 'czar report progress --done 1 --total 2 "$(cat <<\'END\'\ntwo\nlines\nEND\n)"' },
  ]
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'told').replace('accept: [', 'accept: ["node -e 0 2>&1", '),
    answer: turn => {
      const [acknowledging, ...rest] = honestSteps(turn)
      return [acknowledging, ...asTold(turn, join(fleet.projectDir, 'texts', 'm1.txt')), ...rest][turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toEqual([])
  expect(fleetStory(fleet, 'report.received').map(({ report }) => report.kind)).toEqual(['ack', 'progress', 'done'])
})

function agentPid(projectDir: string, worker: string, incarnation: number): number {
  return Number(readFileSync(join(projectDir, 'agents', worker, String(incarnation), 'agent.pid'), 'utf8'))
}
