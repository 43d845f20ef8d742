import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { aCodexFleet, aCodexWorker, outside } from './support/a-codex-fleet.ts'
import { acknowledge, claim, commit, inBetween, write } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'

test('czar answer: yes lets a command out of the sandbox, no ends the turn; a person at the pane can say it as well', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('asker'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      const made = (name: string) => outside(`sh -c 'echo x > ${fleet.directory}/${name}'`)
      const trying = [acknowledge(turn), made('yes'), made('person'), made('no')]
      const otherwise = [write(turn), commit(turn), claim(turn), { say: 'Done.' }]
      return (turn.kind === 'brief' ? trying : otherwise)[turn.step] ?? null
    },
  })
  const isMade = (name: string) => existsSync(join(fleet.directory, name))
  const asks = (name: string) => fleet.eventually('agent.turn', event => event.text === `Bash: sh -c 'echo x > ${fleet.directory}/${name}'`)
  await fleet.launch()
  expect(await asks('yes')).toMatchObject({ turn: 'waiting', waitingFor: 'permission', strength: 'exact' })
  expect((await fleet.eventually('attention.raised')).key).toBe('waiting:asker')
  expect(isMade('yes')).toBe(false)
  expect(await fleet.run('answer', 'asker', 'yes')).toMatchObject({ code: 0, stderr: '' })

  await asks('person')
  expect(isMade('yes')).toBe(true)
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-asker:').includes('1. Yes, proceed'))
  fleet.tmux('send-keys', '-t', '=fleet-worker-asker:', 'Enter')

  await asks('no')
  expect(isMade('person')).toBe(true)
  expect(await fleet.run('answer', 'asker', 'no')).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(isMade('no')).toBe(false)
  expect(fleetStory(fleet, 'person.permitted').map(({ isAllowed }) => isAllowed)).toEqual([true, false])
  expect(fleet.status().attention).toEqual([])
})

test.each([
  ['a pattern of the policy', '{ allow: ["touch *"] }', true],
  ['what the brief asks for', '{ otherwise: deny }', true],
  ['nothing else', '{ otherwise: deny }', false],
  ['everything', '{ otherwise: allow }', true],
])('a policy that allows %s asks no question', async (what, permissions, isAllowed) => {
  const results: string[] = []
  const fleet = await aCodexFleet({
    workers: aCodexWorker('free'),
    policy: `{ permissions: ${permissions} }`,
    answer: turn => {
      results.push(turn.result)
      const touch = `touch ${fleet.directory}/made`
      return inBetween(turn, what === 'everything' ? { run: touch } : outside(what === 'what the brief asks for' ? 'git status' : touch))
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
  if (what !== 'what the brief asks for') expect(existsSync(join(fleet.directory, 'made'))).toBe(isAllowed)
  expect(results.some(result => result.includes('does not allow it'))).toBe(!isAllowed)
})
