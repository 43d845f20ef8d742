import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { acknowledge, claim, commit, inBetween, write } from '../support/honest-steps.ts'
import type { Answer, Turn } from '../support/model-answer.ts'
import { story } from '../support/story.ts'

/** An honest worker that reports by MCP tools instead of commands. */
function bySpeech(turn: Turn, before: string): readonly Answer[] {
  const { worker, assignment: task } = turn
  const call = (tool: string, input: object): Answer => ({ tool: `${before}${tool}`, input })
  const file = `src/${worker}/work.txt`
  return [
    call('report', { kind: 'ack', task, text: `${file} must exist and be committed`, plan: [file] }),
    call('inbox', {}),
    call('peers', {}),
    call('say', { to: 'listener', text: 'the file comes soon' }),
    write(turn),
    commit(turn),
    call('handoff', { task, done: 'the file is there', next: 'claim it' }),
    call('report', { kind: 'done', task, text: 'written and committed' }),
    { say: 'Done.' },
  ]
}

story(
  ['tools'],
  'the agent reports through MCP tools as its own worker without a permission request, and its work is verified',
  async ({ agent }) => {
    const { before } = agent.tools
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'speaker') + aScriptedWorker('listener', honestly('listener'), '    agent: scripted\n'),
      profile: '    mcp: true\n',
      answer: turn => bySpeech(turn, before)[turn.step] ?? null,
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 2)

    const own = fleetStory(fleet, 'report.received', 'handoff.received', 'worker.said').filter(({ worker }) => worker === 'speaker')
    expect(own.map(event => (event.kind === 'report.received' ? event.report.kind : event.kind))).toEqual([
      'ack',
      'worker.said',
      'handoff.received',
      'done',
    ])
    expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
    await until(
      () => livingProcessesWith(fleet.directory),
      processes => processes.length === 0,
    )
  },
)

story(['tools'], 'the agent runs allowed commands through the MCP tool, and every other command needs a permission', async ({ agent }) => {
  const { before, tellsCommandsApart } = agent.tools
  const touch = (name: string) => `touch src/runner/${name}`
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'runner'),
    profile: '    mcp: true\n',
    policy: '{ idle_after: 1s }',
    answer: turn => {
      const run = (command: string): Answer => ({ tool: `${before}run`, input: { command } })
      const asked = [run(touch('yes')), run(touch('no'))]
      const trying = [acknowledge(turn), write(turn), ...(tellsCommandsApart ? [run('test -s src/runner/work.txt')] : []), ...asked]
      const otherwise = [commit(turn), claim(turn), { say: 'Done.' }]
      // After a refused permission every program except Codex stops working. Codex goes on with the next step.
      return (turn.kind === 'brief' ? [...trying, ...otherwise] : otherwise)[turn.step] ?? null
    },
  })
  const isMade = (name: string) => existsSync(join(`${fleet.repository}.worktrees`, 'fleet', 'runner', 'src', 'runner', name))
  const asks = (name: string) => fleet.eventually('agent.turn', event => event.text?.includes(touch(name)) === true)
  await fleet.launch()

  expect(await asks('yes')).toMatchObject({ turn: 'waiting', waitingFor: 'permission', strength: 'exact' })
  expect(isMade('yes')).toBe(false)
  expect(await fleet.run('answer', 'runner', 'yes')).toMatchObject({ code: 0, stderr: '' })
  await asks('no')
  expect(isMade('yes')).toBe(true)
  expect(await fleet.run('answer', 'runner', 'no')).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(isMade('no')).toBe(false)
  const asked = fleetStory(fleet, 'agent.turn').flatMap(({ turn, text }) => (turn === 'waiting' && text !== null ? [text] : []))
  expect(new Set(asked).size).toBe(2)
})

/** Longer than the minute after which some programs give up a tool call. */
const LONG = 75

story(['tools'], 'the agent adds a worker by an MCP tool, waits for it longer than a minute, and merges its work', async ({ agent }) => {
  const { before } = agent.tools
  const part = [
    'ack: "Write src/parent/part.txt"',
    `run: "sleep ${LONG}"`,
    'edit: { file: src/parent/part.txt, text: "a part" }',
    'commit: "feat: a part"',
    'done: "it is there"',
  ]
  const text = `Write src/parent/part.txt.\n\n\`\`\`scripted\n${part.map(step => `- ${step}\n`).join('')}\`\`\`\n`
  const child = { id: 'child', text, owns: ['src/parent/part.txt'], accept: ['test -s src/parent/part.txt'], agent: 'scripted' }
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'parent') + aScriptedWorker('other', honestly('other'), '    agent: scripted\n'),
    profile: '    mcp: true\n',
    policy: '{ spawn: {} }',
    patienceMs: agent.patienceMs + LONG * 1000,
    answer: turn =>
      inBetween(
        turn,
        { tool: `${before}spawn`, input: child },
        { tool: `${before}wait`, input: {} },
        { run: 'git merge -q --no-edit feat/child' },
      ),
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 3)
  const waits = fleetStory(fleet, 'wait.begun', 'wait.ended').map(({ kind, at }) => ({ kind, at }))
  expect(waits.map(({ kind }) => kind)).toEqual(['wait.begun', 'wait.ended'])
  expect((waits[1]?.at ?? 0) - (waits[0]?.at ?? 0)).toBeGreaterThan(60_000)
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
})
