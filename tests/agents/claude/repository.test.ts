import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker, type RealFleet } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { paneOf } from '../support/pane-of.ts'
import { claude } from '../support/programs/claude.ts'

/** A worker in a repository whose own settings add MCP servers for everybody who works in it. */
async function withServers(...servers: readonly string[]): Promise<RealFleet> {
  const fleet = await aRealFleet(claude, { workers: aRealWorker(claude, 'one'), answer: turn => honestSteps(turn)[turn.step] ?? null })
  const aServer = (name: string) => ({ command: 'touch', args: [join(fleet.directory, name)] })
  const mcpServers = Object.fromEntries(servers.map(name => [name, aServer(name)]))
  writeFileSync(join(fleet.repository, '.mcp.json'), JSON.stringify({ mcpServers }))
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'Servers for everybody')
  return fleet
}

const wasStarted = (fleet: RealFleet, server: string) => existsSync(join(fleet.directory, server))

test("answers about the repository's own MCP servers also count in its worktrees", async () => {
  const fleet = await withServers('wanted', 'unwanted')
  mkdirSync(join(fleet.repository, '.claude'))
  const answers = { enabledMcpjsonServers: ['wanted'], disabledMcpjsonServers: ['unwanted'] }
  writeFileSync(join(fleet.repository, '.claude', 'settings.local.json'), JSON.stringify(answers))
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'attention.raised', 'agent.dialog')).toEqual([])
  expect([wasStarted(fleet, 'wanted'), wasStarted(fleet, 'unwanted')]).toEqual([true, false])
})

test('a person is asked about an MCP server without an answer, and work continues as the person decides', async () => {
  const fleet = await withServers('unknown')
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised).toMatchObject({ key: 'dialog:one', text: expect.stringContaining('New MCP server found in this project: unknown') })
  const pane = paneOf(fleet, 'one')
  // 2.1.330 no longer shows numbers.
  const isChosen = (screen: string) => /❯ (?:\d\. )?Continue without using/.test(screen)
  await until(pane.screen, screen => {
    if (!isChosen(screen)) pane.press('Down')
    return isChosen(screen)
  })
  pane.press('Enter')
  await until(pane.screen, screen => !screen.includes('New MCP server'))
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(wasStarted(fleet, 'unknown')).toBe(false)
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
})
