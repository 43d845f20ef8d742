import { expect, test } from 'vitest'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { commit, write } from '../support/honest-steps.ts'
import type { Answer, Turn } from '../support/model-answer.ts'
import { claude } from '../support/programs/claude.ts'

/** An honest worker that reports by MCP tools instead of commands. */
function bySpeech(turn: Turn): readonly Answer[] {
  const { worker, assignment: task } = turn
  const say = (input: object): Answer => ({ tool: 'mcp__czar__report', input })
  return [
    say({ kind: 'ack', task, text: `src/${worker}/work.txt must exist and be committed`, plan: [`src/${worker}/work.txt`] }),
    write(turn),
    commit(turn),
    { tool: 'mcp__czar__peers', input: {} },
    say({ kind: 'done', task, text: 'written and committed' }),
    { say: 'Done.' },
  ]
}

test('a worker with MCP tools and a model of its own reports through the tools without a permission, and its work is verified', async () => {
  const fleet = await aRealFleet(claude, {
    workers: aRealWorker(claude, 'speaker', '    model: claude-opus-4-5\n'),
    profile: '    mcp: true\n',
    answer: turn => bySpeech(turn)[turn.step] ?? null,
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  const events = fleet.events()
  expect(events.flatMap(event => (event.kind === 'report.received' ? [event.report.kind] : []))).toEqual(['ack', 'done'])
  expect(events.some(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toBe(false)
  expect(fleet.model.asked()).toEqual(['claude-opus-4-5'])
})
