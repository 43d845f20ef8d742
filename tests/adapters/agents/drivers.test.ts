import { expect, test } from 'vitest'
import { DRIVERS } from '../../../src/adapters/agents/drivers.ts'
import { realAgents } from '../../agents/support/programs/all.ts'

test("the program versions that doctor recommends are the versions that the agents' stories ran with", () => {
  const measured = Object.entries(DRIVERS).flatMap(([name, driver]) => (driver.measured === null ? [] : [[name, driver.measured.version]]))
  expect(Object.fromEntries(measured)).toEqual(Object.fromEntries(realAgents.map(({ name, version }) => [name, version])))
})
