// Measures the time from an agent's end until czar's access to tmux reports it. Run: node bench/tmux-exits.ts [rounds]
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { createTmux } from '../src/adapters/tmux/create-tmux.ts'
import type { SessionSnapshot, TerminalPort, TerminalSignal } from '../src/core/ports/terminal-port.ts'

const ROUNDS = Number(process.argv[2] ?? 50)

interface Bench {
  readonly socketPath: string
  create(argv: readonly string[]): Promise<SessionSnapshot & { agent: number }>
}

const CAUSES: Record<string, (bench: Bench) => Promise<number>> = {
  'program exits': async ({ create }) => {
    const { agent } = await create(['sh', '-c', 'trap "exit 3" TERM; sleep 60 & wait'])
    return timed(() => process.kill(agent, 'SIGTERM'))
  },
  'program killed (-9)': async ({ create }) => {
    const { agent } = await create(['sleep', '60'])
    return timed(() => process.kill(agent, 'SIGKILL'))
  },
  'wrapper killed (-9)': async ({ create }) => {
    const { pid } = await create(['sleep', '60'])
    return timed(() => process.kill(pid, 'SIGKILL'))
  },
  'both killed (-9)': async ({ create }) => {
    const { pid } = await create(['sleep', '60'])
    return timed(() => process.kill(-pid, 'SIGKILL'))
  },
  'session killed': async ({ create, socketPath }) => {
    const { name } = await create(['sleep', '60'])
    return timed(() => person(socketPath, ['kill-session', '-t', `=${name}`]))
  },
  'kill-server': async ({ create, socketPath }) => {
    await create(['sleep', '60'])
    return timed(() => person(socketPath, ['kill-server']))
  },
  'server killed (-9)': async ({ create }) => {
    const { server } = await create(['sleep', '60'])
    return timed(() => process.kill(Number(server.split(':')[0]), 'SIGKILL'))
  },
}

const directory = await mkdtemp(join(tmpdir(), 'czar-bench-'))
try {
  console.log(`| end (${ROUNDS} each) | median ms | p95 ms | worst ms | signals each |`)
  console.log('| --- | ---: | ---: | ---: | ---: |')
  for (const [name, cause] of Object.entries(CAUSES)) await measure(name, cause)
} finally {
  await rm(directory, { recursive: true, force: true })
}

async function measure(name: string, cause: (bench: Bench) => Promise<number>): Promise<void> {
  const socketPath = join(directory, 'socket', 'tmux')
  const tmux = createTmux({ socketPath, env: { PATH: process.env['PATH'] ?? '' }, sessionPrefix: 'bench-' })
  const ends: { signal: TerminalSignal; at: number }[] = []
  tmux.onSignal(signal => {
    if (signal.kind !== 'output' && signal.kind !== 'title') ends.push({ signal, at: performance.now() })
  })
  const latencies: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await tmux.start()
    const before = ends.length
    const startedAt = await cause({ socketPath, create: argv => create(tmux, argv, round) })
    await waitFor(ends, before)
    latencies.push((ends[before]?.at ?? Number.NaN) - startedAt)
    // Waits long enough to notice a second signal, which must not come.
    await new Promise(resolve => setTimeout(resolve, 450))
    for (const session of await tmux.start().then(() => tmux.list())) await tmux.end(session.session, 0)
  }
  const [closed, others] = [
    ends.filter(end => end.signal.kind === 'session-closed').length,
    ends.filter(end => end.signal.kind !== 'session-closed').length,
  ]
  await tmux.endServer()
  latencies.sort((a, b) => a - b)
  const at = (part: number) => (latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? Number.NaN).toFixed(1)
  const each = others === 0 ? closed / ROUNDS : others / ROUNDS
  console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${each} |`)
}

async function create(tmux: TerminalPort, argv: readonly string[], round: number): Promise<SessionSnapshot & { agent: number }> {
  const exitDir = join(directory, 'exit')
  const env = { PATH: process.env['PATH'] ?? '' }
  const session = await tmux.create({
    name: `bench-${round}`,
    argv,
    cwd: directory,
    env,
    exitDir,
    marks: { worker: 'w', incarnation: round },
  })
  for (;;) {
    const agent = Number(await readFile(join(exitDir, 'agent.pid'), 'utf8').catch(() => ''))
    await new Promise(resolve => setTimeout(resolve, 30))
    if (agent > 0) return { ...session, agent }
  }
}

function timed(cause: () => unknown): number {
  const startedAt = performance.now()
  void cause()
  return startedAt
}

function person(socketPath: string, words: readonly string[]): Promise<unknown> {
  return execa('tmux', ['-S', socketPath, ...words], { reject: false })
}

async function waitFor(ends: readonly unknown[], count: number): Promise<void> {
  while (ends.length <= count) await new Promise(resolve => setTimeout(resolve, 5))
}
