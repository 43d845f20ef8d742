import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AgentCommand } from '../../../../src/core/ports/agents-port.ts'

/** A screen as tmux draws it, with attributes and the position of the cursor. */
export interface PaneScreen {
  readonly title: string
  readonly columns: number
  readonly rows: number
  readonly cursor: { readonly column: number; readonly row: number; readonly isShown: boolean }
  /** The output of `capture-pane -e -p`, byte for byte. */
  readonly screen: string
}

export interface RecordedPane {
  readonly plain: () => string
  readonly look: () => PaneScreen
  readonly type: (text: string) => void
  readonly press: (...keys: readonly string[]) => void
  readonly paste: (text: string) => void
  readonly end: () => void
}

const TARGET = 'one:'
const PLACE = '#{cursor_x} #{cursor_y} #{cursor_flag} #{pane_width} #{pane_height} #{pane_title}'

/** Runs one program in a tmux server of its own. */
export function startRecordedPane(
  { argv, env }: AgentCommand,
  { cwd, columns, rows }: { readonly cwd: string; readonly columns: number; readonly rows: number },
): RecordedPane {
  const directory = mkdtempSync(join(tmpdir(), 'czar-pane-'))
  const tmux = (...words: readonly string[]): string =>
    execFileSync('tmux', ['-S', join(directory, 'tmux'), '-f', '/dev/null', ...words], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const options = ['set', '-g', 'default-terminal', 'tmux-256color', ';', 'set', '-g', 'remain-on-exit', 'on', ';']
  const session = ['new-session', '-d', '-s', 'one', '-x', `${columns}`, '-y', `${rows}`, '-c', cwd, '--']
  const pid = Number(
    tmux('start-server', ';', ...options, ...session, '/usr/bin/env', '-i', 'TMUX=', ...variables, ...argv, ';', 'display', '-p', '#{pid}'),
  )
  return {
    plain: () => tmux('capture-pane', '-p', '-t', TARGET),
    look: () => {
      const [column, row, shown, width, height, ...title] = tmux('display-message', '-p', '-t', TARGET, PLACE).trimEnd().split(' ')
      return {
        title: title.join(' ').trim(),
        columns: Number(width),
        rows: Number(height),
        cursor: { column: Number(column), row: Number(row), isShown: shown === '1' },
        screen: tmux('capture-pane', '-e', '-p', '-t', TARGET),
      }
    },
    type: text => void tmux('send-keys', '-t', TARGET, '-l', text),
    press: (...keys) => void tmux('send-keys', '-t', TARGET, ...keys),
    paste: text => {
      writeFileSync(join(directory, 'text'), text)
      tmux('load-buffer', '-b', 'text', join(directory, 'text'), ';', 'paste-buffer', '-p', '-r', '-d', '-b', 'text', '-t', TARGET)
    },
    end: () => {
      const panes = tmux('list-panes', '-a', '-F', '#{pane_pid}').trim().split('\n').map(Number)
      tmux('kill-server')
      for (const each of [...panes, pid]) {
        try {
          process.kill(each, 'SIGKILL')
        } catch {
          // The process had already ended.
        }
      }
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
