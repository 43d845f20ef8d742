import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'
import { aCodexFleet, aCodexWorker } from './support/a-codex-fleet.ts'
import { claim, commit, honestSteps, inBetween } from './support/a-real-fleet.ts'

test('three workers, one of whom builds on another, take their tasks, report, commit in the sandbox, are proven, and nothing is left running', async () => {
  const fleet = await aCodexFleet({
    workers: [
      aCodexWorker('base'),
      aCodexWorker('side'),
      aCodexWorker('top', '    depends_on: [base]\n').replace('accept: [', 'accept: ["test -f src/base/work.txt", '),
    ].join(''),
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  const before = readFileSync(join(fleet.directory, 'codex', 'config.toml'), 'utf8')

  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 3)
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
  )
  expect(fleet.status().attention).toEqual([])
  const submitted = fleet.events().filter(event => event.kind === 'message.submitted')
  expect(submitted.map(({ worker, receipt, strength }) => [worker, receipt, strength]).sort()).toEqual(
    ['base', 'side', 'top'].map(worker => [worker, 'hook UserPromptSubmit', 'exact']),
  )
  expect(fleet.events().some(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toBe(false)
  expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
  // What Codex itself notes at its first start.
  const after = readFileSync(join(fleet.directory, 'codex', 'config.toml'), 'utf8')
  expect(after.replace('\n[tui]\nscreen_reader_detection_done = true\n', '')).toBe(before)
})

test('a claim without a commit is rejected, the rework arrives with a receipt, and the mended work is verified', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('hasty'),
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

test('kill -9 of the program is journalled, its session is resumed with the brief again, and its work is verified', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('mortal'),
    policy: '{ restart: { backoff: 100ms..1s } }',
    answer: turn => (turn.message === 'm1' && turn.step === 2 ? null : (honestSteps(turn)[turn.step] ?? null)),
  })
  await fleet.launch()
  const { agentSession } = await fleet.eventually('agent.session')
  await until(
    () => fleet.model.requests().length,
    count => count === 3,
    { timeoutMs: 60_000, what: 'the third request' },
  )
  process.kill(agentPid(fleet.projectDir, 'mortal', 1), 'SIGKILL')

  expect(await fleet.eventually('agent.exited')).toMatchObject({ how: 'exited', status: null, signal: 'SIGKILL' })
  expect(await fleet.eventually('agent.started', event => event.incarnation === 2)).toMatchObject({ resumed: agentSession })
  await fleet.eventually('message.submitted', event => event.incarnation === 2)
  expect(readFileSync(`/proc/${agentPid(fleet.projectDir, 'mortal', 2)}/cmdline`, 'utf8')).toContain(`resume\0${agentSession}`)
  await fleet.eventually('project.finished', event => event.verified === 1)
  const [before, again] = fleet.model.requests().at(-1) ?? []
  expect([before, again].map(text => /^\[czar \S+/.exec(text ?? '')?.[0])).toEqual(['[czar m1', '[czar m2'])
  expect(new Set(fleet.events().flatMap(event => (event.kind === 'agent.session' ? [event.agentSession] : [])))).toEqual(
    new Set([agentSession]),
  )
})

test('kill -9 before the program took any text: there is no session to resume, and it begins afresh', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('early'),
    policy: '{ restart: { backoff: 100ms..1s } }',
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  await fleet.launch()
  await fleet.eventually('agent.ready')
  process.kill(agentPid(fleet.projectDir, 'early', 1), 'SIGKILL')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().flatMap(event => (event.kind === 'agent.exited' ? [event.signal] : []))).toEqual(['SIGKILL'])
})

test('what the brief tells a worker to do is done in the sandbox, without a question', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('told').replace('accept: [', 'accept: ["node -e 0", '),
    answer: turn =>
      inBetween(
        turn,
        { run: `cat ${join(fleet.projectDir, 'texts', 'm1.txt')} | tail -n 2` },
        { run: 'czar run -- node -e 0' },
        { run: 'git merge --no-edit main' },
        { run: `git -C ${turn.worktree} status --short` },
        { run: 'czar report progress --done 1 --total 2 "$(cat <<\'END\'\ntwo\nlines\nEND\n)"' },
      ),
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toEqual([])
  expect(fleet.events().flatMap(event => (event.kind === 'report.received' ? [event.report.kind] : []))).toEqual([
    'ack',
    'progress',
    'done',
  ])
})

test('Esc by a person ends the turn: it is known at once, and the worker is asked to go on', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('halted'),
    policy: '{ idle_after: 1s }',
    answer: turn =>
      turn.kind === 'brief' && turn.step === 1 ? null : (honestSteps(turn)[turn.kind === 'brief' ? turn.step : turn.step + 1] ?? null),
  })
  await fleet.launch()
  await until(
    () => fleet.model.requests().length,
    count => count === 2,
    { timeoutMs: 60_000, what: 'the second request' },
  )
  fleet.tmux('send-keys', '-t', '=fleet-worker-halted:', 'Escape')
  expect(await fleet.eventually('agent.turn', event => event.turn === 'idle')).toMatchObject({ strength: 'exact' })
  await fleet.eventually('project.finished', event => event.verified === 1)
})

test.each([
  ['the next czar sends it', null],
  ['a person sends it meanwhile', 'Enter'],
])('the czar is killed between paste and Enter, %s: one prompt, one receipt', async (_name, key) => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('once'),
    profile: '    enter_delay: 5s\n',
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  await fleet.launch()
  await fleet.eventually('message.pasted')
  fleet.killCzar()
  if (key !== null) fleet.tmux('send-keys', '-t', '=fleet-worker-once:', key)
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 1)
  const kinds = fleet.events().map(event => event.kind)
  expect(kinds.filter(kind => kind === 'message.pasted')).toHaveLength(1)
  expect(kinds.filter(kind => kind === 'message.submitted')).toHaveLength(1)
  expect(new Set(fleet.model.requests().map(([first]) => first)).size).toBe(1)
})

function agentPid(projectDir: string, worker: string, incarnation: number): number {
  return Number(readFileSync(join(projectDir, 'agents', worker, String(incarnation), 'agent.pid'), 'utf8'))
}
