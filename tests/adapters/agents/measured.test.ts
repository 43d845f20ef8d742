import { expect, test } from 'vitest'
import { MEASURED } from '../../../src/adapters/agents/measured.ts'
import { realAgents } from '../../agents/support/programs/all.ts'

test('the versions that doctor names are those that the stories are told of', () => {
  expect(MEASURED).toEqual(Object.fromEntries(realAgents.map(({ name, version }) => [name, version])))
})
