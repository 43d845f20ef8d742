import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, honestly } from '../../../support/a-fleet.ts'

test('an agent with a full context writes a handoff, and a fresh agent with this handoff finishes the task', async () => {
  const [ack, ...rest] = honestly('one')
  const steps = [ack, 'usage: { tokens: 1000, context: 0.7 }', 'idle', ...rest].map(step => `      - ${step}\n`).join('')
  const handoff = '      - handoff: { done: "nothing yet", next: "write the file of the czar" }\n'
  const fleet = await aFleet(
    `workers:\n  - id: one\n    owns: ["src/one/**"]\n    task: |\n      Work for one.\n\n      \`\`\`scripted\n${steps}      \`\`\`\n\n      \`\`\`scripted handoff\n${handoff}      \`\`\`\n`,
  )
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  const events = fleet.events()
  expect(events.filter(event => event.kind === 'ladder.climbed').map(({ rung }) => rung)).toEqual(['handoff', 'fresh'])
  expect(events.find(event => event.kind === 'handoff.received')?.report.handoff?.next).toBe('write the file of the czar')
  expect(events.filter(event => event.kind === 'agent.started').map(({ resumed }) => resumed)).toEqual([null, null])
  const briefs = events.flatMap(event => (event.kind === 'message.queued' && event.messageKind === 'brief' ? [event.message] : []))
  const text = readFileSync(join(fleet.projectDir, 'texts', `${briefs[1]}.txt`), 'utf8')
  expect(text).toContain('Next step:\n| write the file of the czar')
  expect(globSync('texts/handoffs/one-*.md', { cwd: fleet.projectDir })).toHaveLength(1)
  expect(existsSync(join(fleet.repository, 'HANDOFF.md'))).toBe(false)
  expect(fleet.git('show', 'feat/one:src/one/work.txt')).toBe('work of one')
})
