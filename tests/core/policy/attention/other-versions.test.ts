import { expect, test } from 'vitest'
import { versionText } from '../../../../src/core/model/program.ts'
import { otherVersions } from '../../../../src/core/policy/attention/other-versions.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aStory, say } from '../../../support/worlds/story.ts'

const ANSWER = {
  kind: 'program.version',
  agent: 'claude',
  program: 'claude',
  version: '2.1.400',
  measured: '2.1.330',
  differs: [],
} as const

function aWorld(command = ['claude']) {
  return aStory({ agents: { claude: aProfile({ name: 'claude', kind: 'claude', command }) } })
}

test('an agent program in another version than the tested one is reported until its version is the tested one', () => {
  const world = aWorld()
  say(world, ANSWER)
  expect(otherVersions(world.state).map(versionText)).toEqual([
    'agent claude: 2.1.400 here, tested with 2.1.330; nothing is known to differ',
  ])
  say(world, { ...ANSWER, version: null })
  expect(otherVersions(world.state).map(versionText)).toEqual([
    'agent claude: does not say its version, tested with 2.1.330; nothing is known to differ',
  ])
  say(world, { ...ANSWER, version: '2.1.330' })
  expect(otherVersions(world.state)).toEqual([])
})

test('a version does not need a person, and the version of a program that the project file no longer names is not reported', () => {
  const world = aWorld(['/opt/claude'])
  say(world, ANSWER)
  expect(otherVersions(world.state)).toEqual([])
  expect(world.state.attention).toEqual({})
})
