import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createTmux } from '../../../../src/adapters/tmux/create-tmux.ts'
import type { PaneId } from '../../../../src/core/model/ids.ts'
import type { SessionSnapshot, SessionSpec, TerminalPort, TerminalSignal } from '../../../../src/core/ports/terminal-port.ts'
import { runSmall, runText } from '../../../support/programs/starter.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

export const PREFIX = 'test-worker-'

/** Czar's access to a tmux server that only this test uses. The server ends with the test. */
export interface Fleet {
  readonly tmux: TerminalPort
  readonly directory: string
  readonly socketPath: string
  readonly signals: TerminalSignal[]
  create(name: string, argv: readonly string[], more?: Partial<SessionSpec>): Promise<SessionSnapshot>
  exitDir(name: string): string
  /** The signals about one pane, without output and titles. */
  ends(snapshot: SessionSnapshot): TerminalSignal[]
  /** Runs a tmux command as another person on the same server. */
  person(...words: string[]): Promise<string>
  /** Starts another access to the same server, as another czar would. It takes over the sessions that are there. */
  successor(): { readonly tmux: TerminalPort; readonly signals: TerminalSignal[] }
}

export async function startFleet({
  env = {},
  timeoutMs = 240_000,
}: {
  env?: Record<string, string>
  timeoutMs?: number
} = {}): Promise<Fleet> {
  const directory = await temporaryDirectory('czar-tmux-')
  const socketPath = join(directory, 'socket', 'tmux')
  const open = () => {
    const signals: TerminalSignal[] = []
    const tmux = createTmux({
      socketPath,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...env },
      sessionPrefix: PREFIX,
      timeoutMs,
      run: runSmall,
      marks: { projectDir: directory, agentsDir: join(directory, 'exit') },
    })
    tmux.onSignal(signal => signals.push(signal))
    return { tmux, signals }
  }
  const { tmux, signals } = open()
  onTestFinished(() => tmux.endServer())
  await tmux.start()
  const exitDir = (name: string) => join(directory, 'exit', name)
  return {
    tmux,
    directory,
    socketPath,
    signals,
    exitDir,
    successor: open,
    create: (name, argv, more = {}) => tmux.create({ ...specOf(name, argv), cwd: directory, exitDir: exitDir(name), ...more }),
    ends: ({ pane, session }) => signals.filter(signal => isEndOf(signal, pane, session)),
    person: (...words) => runText('tmux', ['-u', '-S', socketPath, ...words]),
  }
}

function specOf(name: string, argv: readonly string[]): SessionSpec {
  const env = { PATH: process.env['PATH'] ?? '' }
  return { name: `${PREFIX}${name}`, argv, env, cwd: '', exitDir: '', marks: { worker: name, incarnation: 1 } }
}

function isEndOf(signal: TerminalSignal, pane: PaneId, session: string): boolean {
  if (signal.kind === 'session-closed') return signal.session === session
  return (signal.kind === 'program-exited' || signal.kind === 'pane-died') && signal.pane === pane
}
