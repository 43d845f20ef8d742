import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'
import { aClaudeFleet, aClaudeWorker } from './support/a-claude-fleet.ts'
import type { Answer, Turn } from './support/a-model.ts'
import { claim, commit, honestSteps } from './support/a-real-fleet.ts'

test('three workers, one of whom builds on another, take their tasks, report, commit, are proven, and nothing is left running', async () => {
  const fleet = await aClaudeFleet({
    workers: [
      aClaudeWorker('base'),
      aClaudeWorker('side'),
      aClaudeWorker('top', '    depends_on: [base]\n').replace('accept: [', 'accept: ["test -f src/base/work.txt", '),
    ].join(''),
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })

  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 3)
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
  )
  expect(fleet.status().attention).toEqual([])
  expect(await fleet.run('status')).toMatchObject({ code: 0, stderr: '' })
  const submitted = fleet.events().filter(event => event.kind === 'message.submitted')
  expect(submitted.map(({ worker, receipt, strength }) => [worker, receipt, strength]).sort()).toEqual(
    ['base', 'side', 'top'].map(worker => [worker, 'hook UserPromptSubmit', 'exact']),
  )
  expect(fleet.events().some(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toBe(false)
  expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
})

test('a claim without a commit is rejected, the rework arrives with a receipt, and the mended work is verified', async () => {
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('hasty'),
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
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('mortal'),
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
  expect(readFileSync(`/proc/${agentPid(fleet.projectDir, 'mortal', 2)}/cmdline`, 'utf8')).toContain(`--resume\0${agentSession}`)
  await fleet.eventually('project.finished', event => event.verified === 1)
  const [before, again] = fleet.model.requests().at(-1) ?? []
  expect([before, again].map(text => /^\[czar \S+/.exec(text ?? '')?.[0])).toEqual(['[czar m1', '[czar m2'])
})

test('kill -9 before the program took any text: there is no session to resume, and it begins afresh', async () => {
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('early'),
    policy: '{ restart: { backoff: 100ms..1s } }',
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  await fleet.launch()
  await fleet.eventually('agent.ready')
  process.kill(agentPid(fleet.projectDir, 'early', 1), 'SIGKILL')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().flatMap(event => (event.kind === 'agent.exited' ? [event.signal] : []))).toEqual(['SIGKILL'])
})

test('a question for a permission is shown to a person with the command; their answer lets the work go on', async () => {
  const asked = "sh -c 'echo asked > src/asker/work.txt'"
  const steps = (turn: Turn): readonly Answer[] =>
    honestSteps(turn).map((step, at) => (at === 1 ? { run: `mkdir -p src/asker && ${asked}` } : step))
  const fleet = await aClaudeFleet({ workers: aClaudeWorker('asker'), answer: turn => steps(turn)[turn.step] ?? null })
  await fleet.launch()

  const raised = await fleet.eventually('attention.raised')
  expect(raised).toMatchObject({ key: 'waiting:asker', text: expect.stringContaining(`Bash: mkdir -p src/asker && ${asked}`) })
  await until(fleet.status, ({ workers }) => workers['asker']?.reason === 'waits for a permission')
  expect((await fleet.run('status')).code).toBe(3)
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-asker:').includes('Do you want to proceed?'))
  fleet.tmux('send-keys', '-t', '=fleet-worker-asker:', 'Enter')

  await fleet.eventually('attention.settled', event => event.key === 'waiting:asker')
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'attention.raised')).toEqual([raised])
  expect(fleet.git('show', 'feat/asker:src/asker/work.txt')).toBe('asked')
})

test('what the brief tells a worker to do is done without a question', async () => {
  const asTold = (turn: Turn, brief: string): readonly Answer[] => [
    { tool: 'Read', input: { file_path: brief } },
    { run: 'node -e 0 2>&1 | tail -n 80' },
    { run: 'git merge --no-edit main' },
    { run: `git -C ${turn.worktree} status --short` },
    { run: 'czar report progress --done 1 --total 2 "$(cat <<\'END\'\ntwo\nlines\nEND\n)"' },
  ]
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('told').replace('accept: [', 'accept: ["node -e 0", '),
    answer: turn => {
      const [acknowledging, ...rest] = honestSteps(turn)
      return [acknowledging, ...asTold(turn, join(fleet.projectDir, 'texts', 'm1.txt')), ...rest][turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toEqual([])
})

test.each([
  ['the next czar sends it', null],
  ['a person sends it meanwhile', 'Enter'],
])('the czar is killed between paste and Enter, %s: one prompt, one receipt', async (_name, key) => {
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('once'),
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
  expect(fleet.model.requests().at(-1)).toHaveLength(1)
  expect(new Set(fleet.model.requests().map(([first]) => first)).size).toBe(1)
})

function agentPid(projectDir: string, worker: string, incarnation: number): number {
  return Number(readFileSync(join(projectDir, 'agents', worker, String(incarnation), 'agent.pid'), 'utf8'))
}
