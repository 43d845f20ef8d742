import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { toScreen } from '../../../src/adapters/tmux/input/read-screen.ts'
import { type Label, RECORDED, readAsCzar, written } from '../../adapters/agents/screen/recorded-screen.ts'
import type { Fleet } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import type { AgentProgram } from './real-agent.ts'

/** Paths of installed programs and of temporary directories, which differ from machine to machine. */
const PROGRAMS = /\/\S*\/node_modules\/\.cache\/czar-agents/g
const MADE = /\/tmp\/czar-\w{6}/g

export interface Scene {
  readonly agent: AgentProgram
  readonly worker: string
  readonly shows: string
  readonly label: Label
  /** Words that tell this screen from another screen with the same label. */
  readonly drawn?: string
}

/**
 * Waits until czar reads from the screen what the test expects. With CZAR_RECORD_SCREENS, the screen is also stored for tests that run
 * without the programs.
 */
export async function takeScreen(fleet: Fleet, { agent, worker, shows, label, drawn = '' }: Scene): Promise<void> {
  const pane = `=fleet-worker-${worker}:`
  const look = () => lookAt(fleet, pane, agent.name)
  const isDrawn = ({ screen }: ReturnType<typeof look>) => screen.text.includes(drawn)
  await until(look, isDrawn, { timeoutMs: agent.patienceMs, what: `${agent.name} shows ${drawn}` })
  const seen = await until(look, each => JSON.stringify(readAsCzar(each)) === JSON.stringify(label) && isDrawn(each), {
    timeoutMs: 15_000,
  }).catch(look)
  const screen = seen.screen.text
  expect(readAsCzar(seen), `${agent.name} ${agent.version}, ${shows}:\n${seen.title}\n${screen}`).toEqual(label)
  // A screen that can be read only with its colours is stored elsewhere, with the other kind of recordings.
  if (JSON.stringify(readAsCzar({ ...seen, screen })) !== JSON.stringify(label)) return
  if (process.env['CZAR_RECORD_SCREENS'] === undefined) return
  const { version } = agent
  const file = join(RECORDED, `${agent.name}-${version}-${shows.replaceAll(' ', '-')}.txt`)
  const hidden = (text: string) => text.replace(PROGRAMS, '/opt/agents').replace(MADE, '/tmp/czar-000000')
  writeFileSync(file, `${written({ agent: agent.name, version, shows, title: hidden(seen.title), label, screen: hidden(screen) })}\n`)
}

/** The screen with attributes and cursor as the czar reads it, all captured at the same moment. */
function lookAt(fleet: Fleet, pane: string, agent: string) {
  const place = ['display-message', '-p', '-t', pane, '#{cursor_x} #{cursor_y} #{cursor_flag} #{pane_width} #{pane_title}']
  const [head = '', ...lines] = fleet.tmux(...place, ';', 'capture-pane', '-p', '-e', '-N', '-t', pane).split('\n')
  const [x, y, isShown, width, ...title] = head.split(' ')
  const screen = toScreen(lines, { x: Number(x), y: Number(y), isShown: isShown === '1', columns: Number(width) })
  return { agent, screen, title: title.join(' ').trim() }
}
