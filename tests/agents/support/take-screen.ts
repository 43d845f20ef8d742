import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Label, RECORDED, readAsCzar, written } from '../../adapters/agents/screen/recorded-screen.ts'
import type { Fleet } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import type { AgentProgram } from './real-agent.ts'

/** Where programs are installed, and what is made for a test: both differ from machine to machine. */
const PROGRAMS = /\/\S*\/node_modules\/\.cache\/czar-agents/g
const MADE = /\/tmp\/czar-\w{6}/g

export interface Scene {
  readonly agent: AgentProgram
  readonly worker: string
  readonly shows: string
  readonly label: Label
  /** Words without which it is another screen that reads the same. */
  readonly drawn?: string
}

/** Waits until the pane reads as it should, and with CZAR_RECORD_SCREENS keeps what it shows for the tests without the programs. */
export async function takeScreen(fleet: Fleet, { agent, worker, shows, label, drawn = '' }: Scene): Promise<void> {
  const pane = `=fleet-worker-${worker}:`
  const look = () => ({
    agent: agent.name,
    screen: fleet.tmux('capture-pane', '-p', '-t', pane),
    title: fleet.tmux('display-message', '-p', '-t', pane, '#{pane_title}').trim(),
  })
  await until(look, ({ screen }) => screen.includes(drawn), { timeoutMs: agent.patienceMs, what: `${agent.name} shows ${drawn}` })
  const seen = await until(look, each => JSON.stringify(readAsCzar(each)) === JSON.stringify(label) && each.screen.includes(drawn), {
    timeoutMs: 15_000,
  }).catch(look)
  expect(readAsCzar(seen), `${agent.name} ${agent.version}, ${shows}:\n${seen.title}\n${seen.screen}`).toEqual(label)
  if (process.env['CZAR_RECORD_SCREENS'] === undefined) return
  const { version } = agent
  const file = join(RECORDED, `${agent.name}-${version}-${shows.replaceAll(' ', '-')}.txt`)
  const hidden = (text: string) => text.replace(PROGRAMS, '/opt/agents').replace(MADE, '/tmp/czar-000000')
  writeFileSync(file, `${written({ agent: agent.name, version, shows, title: hidden(seen.title), label, screen: hidden(seen.screen) })}\n`)
}
