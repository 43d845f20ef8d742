import type { PaneId, SessionId } from '../../../core/model/ids.ts'
import type { SessionSpec } from '../../../core/ports/terminal-port.ts'
import { readProcess } from '../../processes/process-table.ts'
import { subreaperPrefix } from '../../processes/subreaper.ts'
import { literalPath, type TmuxCommand } from '../command/quote.ts'
import { orThrow } from '../link/control-client.ts'
import type { TmuxLink } from '../link/tmux-link.ts'
import { LEAST_COLUMNS, ROWS } from '../people/fit-window.ts'
import { HUB } from '../server/server-setup.ts'
import { prepareExitDirectory } from './exit-files.ts'
import { markCommands } from './list-panes.ts'
import type { OwnPane } from './pane-book.ts'
import { WRAPPER_SCRIPT } from './wrapper-script.ts'

/** Starts a worker's program in a tmux session of its own, and links its window into the hub session so that czar sees its output. */
export async function createSession(link: TmuxLink, spec: SessionSpec, shellPath: string): Promise<OwnPane> {
  const seal = await prepareExitDirectory(spec.exitDir)
  const target = `=${spec.name}:`
  // All commands are on one line. When they were on two lines 5 ms apart, czar missed the program's first output (in 100 of 100 tries on
  // tmux 3.3a).
  const commands: TmuxCommand[] = [
    newSession(spec, shellPath),
    ['link-window', '-d', '-s', target, '-t', `=${HUB}:`],
    // The option is set only for this window. If it were set globally, tmux 3.3a would crash at the next new session.
    ['set-option', '-w', '-t', target, 'window-size', 'manual'],
    ...markCommands(target, { ...spec.marks, seal, exitDir: spec.exitDir }),
  ]
  const what = `starting session ${spec.name}`
  const reply = await link.ask(commands, { what })
  const [first] = reply.blocks
  if (first?.ok !== true) orThrow(reply, { what, line: `new-session -s ${spec.name}` })
  const [session, pane, pid] = (first?.lines.find(line => line.startsWith('$')) ?? '').split(' ')
  const own = { name: spec.name, seal, exitDir: spec.exitDir, pid: Number(pid), born: readProcess(Number(pid))?.born ?? null }
  if (reply.blocks.some(block => !block.ok)) {
    await link.ask([['kill-session', '-t', `=${spec.name}`]], { what })
    orThrow(reply, { what, line: `new-session -s ${spec.name}` })
  }
  return { ...own, session: session as SessionId, pane: pane as PaneId }
}

/**
 * Variables that tmux itself sets in every pane. The shell script around the agent (wrapper-script.ts) sets them to the caller's values.
 */
const OWN_OF_TMUX = ['TERM', 'COLORTERM', 'SHELL']

function newSession(spec: SessionSpec, shellPath: string): TmuxCommand {
  const environment = Object.entries(spec.env).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  return [
    ...['new-session', '-d', '-P', '-F', '#{session_id} #{pane_id} #{pane_pid}'],
    ...['-s', spec.name, '-x', `${LEAST_COLUMNS}`, '-y', `${ROWS}`, '-c', literalPath(spec.cwd), ...environment],
    ...[
      '--',
      ...subreaperPrefix(spec.env),
      shellPath,
      '-c',
      WRAPPER_SCRIPT,
      'czar-wrapper',
      spec.exitDir,
      ...OWN_OF_TMUX.map(name => spec.env[name] ?? ''),
    ],
    ...spec.argv,
  ]
}
