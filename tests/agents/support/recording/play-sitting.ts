import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { resolveProfiles } from '../../../../src/config/build/resolve-profiles.ts'
import { loadProfiles } from '../../../../src/config/load-profiles.ts'
import type { AgentCommand } from '../../../../src/core/ports/agents-port.ts'
import { launchIn } from '../../../adapters/agents/support/launch.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { until } from '../../../support/until.ts'
import type { RealAgent } from '../real-agent.ts'
import { startKeywordModel } from './keyword-model.ts'
import { type RecordedPane, startRecordedPane } from './recorded-pane.ts'
import { writeRecording } from './recording.ts'
import type { AtPane, Sitting } from './sitting.ts'

export interface Seat {
  readonly agent: RealAgent
  readonly version: string
  /** The program's absolute path. */
  readonly program: string
  readonly root: string
  readonly sitting: Sitting
}

const SIZE = { columns: 120, rows: 40 }
/** Paths of installed programs and of temporary directories, which differ from machine to machine. */
const PROGRAMS = /\/\S*\/node_modules\/\.cache\/czar-agents/g
const MADE = /\/tmp\/czar-\w{6}/g
const REST_MS = 600
const STEP_MS = 45_000
/** opencode takes up to a minute to start on a busy machine. */
const START_MS = 240_000
/** If another key follows an Escape sooner than this, the terminal reads both as that key with Alt. */
const ESCAPE_MS = 300
const ENTER_MS = 8_000
const builtIn = await loadProfiles(fileURLToPath(new URL('../../../../config/agents', import.meta.url)))
const agents = createAgents({ inherited: {}, note: text => console.warn(text) })

/** Starts the program as czar would, and plays the steps of a person. Each recorded screen goes to `keep`. */
export async function playSitting(seat: Seat, keep: (shows: string, recording: string) => void): Promise<void> {
  const model = await startKeywordModel(seat.agent)
  const command = await prepared(seat, model.url)
  const { size = SIZE } = seat.sitting
  const pane = startRecordedPane(command, { cwd: join(seat.root, 'work'), ...size })
  try {
    await seat.sitting.play(atPane(pane, seat, keep))
  } finally {
    pane.end()
    await model.stop()
  }
}

async function prepared({ agent, program, root, sitting }: Seat, modelUrl: string): Promise<AgentCommand> {
  const variables = { ...agent.settle(root, modelUrl), COLORTERM: 'truecolor', ...sitting.env }
  sitting.settle?.(root)
  const { profiles } = resolveProfiles({ builtIn, own: {} })
  const shipped = profiles[agent.name]
  if (shipped == null) throw new Error(`there is no profile ${agent.name}`)
  const launch = await launchIn(root, {
    profile: {
      ...shipped,
      command: [program, ...shipped.command.slice(1)],
      env: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')),
    },
    policy: { ...aPolicy, permissions: { allow: [], otherwise: sitting.otherwise ?? 'ask' } },
    baseEnv: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: root, LANG: 'C.UTF-8', TERM: 'tmux-256color' },
  })
  execFileSync('git', ['init', '-q', '-b', 'main', launch.cwd])
  writeFileSync(join(launch.cwd, 'README.md'), '# A repository\n')
  const { argv, env } = await agents.prepare(launch)
  sitting.prepared?.(root)
  return {
    argv: sitting.argv?.(argv) ?? argv,
    env: Object.fromEntries(Object.entries({ ...env, ...sitting.env }).filter(([, value]) => value !== '')),
  }
}

function atPane(pane: RecordedPane, { agent, version }: Seat, keep: (shows: string, recording: string) => void): AtPane {
  let isFirst = true
  const within = async (holds: () => boolean | Promise<boolean>, what: string, everyMs = 100) => {
    await until(holds, Boolean, { timeoutMs: isFirst ? START_MS : STEP_MS, everyMs, what }).catch((error: Error) => {
      throw new Error(`${error.message.split('\n')[0]}\n${pane.plain().trimEnd()}`)
    })
    isFirst = false
  }
  const sees = (drawn: RegExp) => within(() => drawn.test(pane.plain()), `${drawn}`)
  const hidden = (text: string) => text.replace(PROGRAMS, '/opt/agents').replace(MADE, '/tmp/czar-000000')
  return {
    ...pane,
    sees,
    escape: async () => {
      pane.press('Escape')
      await new Promise(resolve => setTimeout(resolve, ESCAPE_MS))
    },
    shows: async (shows, drawn) => {
      await sees(drawn)
      await rest(pane)
      const look = pane.look()
      keep(shows, writeRecording({ ...look, agent: agent.name, version, shows, title: hidden(look.title), screen: hidden(look.screen) }))
    },
    send: async (text, drawn) => {
      pane.type(text)
      await sees(new RegExp(text))
      // The program may swallow an Enter that comes right after the text.
      const pressed = () => {
        pane.press('Enter')
        return until(pane.plain, screen => drawn.test(screen), { timeoutMs: ENTER_MS }).then(Boolean, () => false)
      }
      await within(pressed, `${drawn} after ${text}`)
    },
  }
}

/** Waits until only a spinner moves: the screen stays the same for a while. Gives up after five seconds. */
async function rest(pane: RecordedPane): Promise<void> {
  let last = ''
  let since = performance.now()
  const isStill = () => {
    const screen = pane.look().screen
    if (screen !== last) since = performance.now()
    last = screen
    return performance.now() - since > REST_MS
  }
  await until(isStill, Boolean, { timeoutMs: 5_000, everyMs: 50 }).catch(() => {})
}
