import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { createClock } from '../../../../src/adapters/clock.ts'
import { createTmux } from '../../../../src/adapters/tmux/create-tmux.ts'
import type { MessageId, SessionId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { AgentProfile } from '../../../../src/core/model/project.ts'
import type { AgentLaunch, AgentsPort, AgentWatch } from '../../../../src/core/ports/agents-port.ts'
import type { TerminalPort } from '../../../../src/core/ports/terminal-port.ts'
import { deliver } from '../../../../src/supervisor/delivery/deliver.ts'
import type { DeliveryHands, DeliveryRequest, DeliveryResult, Pasted } from '../../../../src/supervisor/delivery/delivery.ts'
import { createPaneLocks } from '../../../../src/supervisor/delivery/pane-locks.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'

/** A real tmux server on a socket of its own, with real agent programs. */
export interface RealFleet {
  readonly directory: string
  readonly terminal: TerminalPort
  readonly start: (profile: AgentProfile) => Promise<RealAgent>
  /** Another person's tmux command. */
  readonly tmux: (...words: string[]) => Promise<void>
  /** Attaches a person, at a terminal that shows this session. */
  readonly attach: (session: SessionId) => Promise<Person>
  readonly end: () => Promise<void>
}

export interface RealAgent {
  readonly session: SessionId
  readonly watch: AgentWatch
  readonly request: DeliveryRequest
  /** Returns how many texts with this hash the agent says it took. Without a hash, all texts count. */
  readonly receipts: (sha256?: string) => number
  readonly pasted: Pasted[]
  readonly screen: () => Promise<string>
  readonly deliver: (changed?: { request?: Partial<DeliveryRequest>; hands?: Partial<DeliveryHands> }) => Promise<DeliveryResult>
}

export interface Person {
  readonly types: (text: string) => void
  readonly leaves: () => Promise<void>
}

/** tmux attaches only to terminals. `script`, a program of util-linux, creates one. */
const PSEUDO_TERMINAL = 'script'

/** Shorter times than in real use, so that a test which waits to see that nothing happens is quick. */
const QUICK = { enterEveryMs: 500, lateReceiptMs: 1000, recheckMs: 300, consumeWithinMs: 1000 }

export async function startRealFleet(times: DeliveryHands['times'] = QUICK): Promise<RealFleet> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'czar-deliver-')))
  const socketPath = join(directory, 'socket', 'tmux')
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', HOME: directory }
  const terminal = createTmux({ socketPath, env, sessionPrefix: 'test-worker-' })
  const agents = createAgents({ inherited: {}, note: () => {} })
  const locks = createPaneLocks()
  await terminal.start()
  const watches: AgentWatch[] = []
  let started = 0

  async function start(profile: AgentProfile): Promise<RealAgent> {
    started += 1
    const number = started
    const launch = await launchIn(join(directory, String(number)), profile, number)
    const { argv, env: agentEnv } = await agents.prepare(launch)
    const watch = await agents.watch(launch, () => {})
    watches.push(watch)
    const marks = { worker: launch.worker, incarnation: 1 }
    const spec = { name: `test-worker-${number}`, argv, cwd: launch.cwd, env: agentEnv, marks, exitDir: join(launch.dir, 'exit') }
    const { session, pane } = await terminal.create(spec)
    const messageId = 'm1' as MessageId
    const request: DeliveryRequest = {
      pane,
      profile,
      messageId,
      text: `[czar m1 · assignment a1 · nudge] Worker ${number}, how is it?`,
      resume: 'fresh',
    }
    return createRealAgent({ terminal, agents, watch, request, session, hands: { locks, ...(times === undefined ? {} : { times }) } })
  }

  return {
    directory,
    terminal,
    start,
    tmux: async (...words) => void (await execa('tmux', ['-S', socketPath, ...words], { stdin: 'ignore' })),
    attach: session => attach(socketPath, session),
    end: async () => {
      await Promise.all(watches.map(watch => watch.close()))
      await terminal.endServer()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

interface RealAgentParts {
  readonly terminal: TerminalPort
  readonly agents: AgentsPort
  readonly watch: AgentWatch
  readonly request: DeliveryRequest
  readonly session: SessionId
  readonly hands: Pick<DeliveryHands, 'locks' | 'times'>
}

function createRealAgent({ terminal, agents, watch, request, session, hands }: RealAgentParts): RealAgent {
  const pasted: Pasted[] = []
  const whole: DeliveryHands = { ...hands, terminal, agents, watch, clock: createClock(), onPasted: async each => void pasted.push(each) }
  return {
    session,
    watch,
    request,
    pasted,
    receipts: sha256 => watch.seen().filter(each => each.kind === 'receipt' && (sha256 === undefined || each.sha256 === sha256)).length,
    screen: () => terminal.capture(request.pane),
    deliver: (changed = {}) => deliver({ ...request, ...changed.request }, { ...whole, ...changed.hands }),
  }
}

async function launchIn(root: string, profile: AgentProfile, number: number): Promise<AgentLaunch> {
  const [dir, cwd] = [join(root, 'agent'), join(root, 'work')]
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await mkdir(cwd, { recursive: true })
  const baseEnv = { PATH: process.env['PATH'] ?? '', HOME: root, LANG: 'C.UTF-8', TERM: 'tmux-256color' }
  const worker = `w${number}` as WorkerId
  return { worker, incarnation: 1, profile, policy: aPolicy, accept: [], cwd, dir, resume: null, git: null, baseEnv }
}

async function attach(socketPath: string, session: SessionId): Promise<Person> {
  const env = { ...process.env, TERM: 'xterm-256color', TMUX: '' }
  const client = execa(PSEUDO_TERMINAL, ['-qfc', `tmux -S '${socketPath}' attach -t '${session}'`, '/dev/null'], {
    stdin: 'pipe',
    env,
    reject: false,
  })
  await new Promise<void>(resolve => client.stdout.once('data', () => resolve()))
  return {
    types: text => void client.stdin.write(text),
    leaves: async () => {
      await execa('tmux', ['-S', socketPath, 'detach-client', '-s', session], { stdin: 'ignore' })
      await client
    },
  }
}
