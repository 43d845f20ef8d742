import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AgentCommand } from '../../../../src/core/ports/agents-port.ts'
import { isAlive } from '../../../support/is-alive.ts'
import { runSync } from '../../../support/programs/starter.ts'
import { until } from '../../../support/until.ts'

export interface Pane {
  readonly screen: () => string
  readonly title: () => string
  readonly paste: (text: string) => void
  readonly keys: (...keys: readonly string[]) => void
  /** The exit status or the signal with which the program ended. It is null while the program runs. */
  readonly ended: () => { readonly status: number | null; readonly signal: number | null } | null
  readonly pid: number
}

/** Runs one program in a tmux server of its own, which ends with the test. */
export async function openPane({ argv, env }: AgentCommand, cwd: string): Promise<Pane> {
  const directory = await mkdtemp(join(tmpdir(), 'czar-pane-'))
  const socket = join(directory, 'tmux')
  const tmux = (...words: readonly string[]): string =>
    runSync('tmux', ['-S', socket, '-f', '/dev/null', ...words], {
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    })
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const options = 'set -g remain-on-exit on ; set -g remain-on-exit-format'.split(' ')
  const session = `; new-session -d -P -F #{pane_pid} -s one -x 100 -y 30 -c`.split(' ')
  const pid = Number(tmux('start-server', ';', ...options, '', ...session, cwd, '--', '/usr/bin/env', '-i', 'TMUX=', ...words, ...argv))
  onTestFinished(async () => {
    tmux('kill-server')
    // A dying program may still write below the directories that are removed next.
    await until(() => !isAlive(pid), Boolean, { what: `the end of process ${pid}` })
    await rm(directory, { recursive: true, force: true })
  })
  const read = (format: string): string => tmux('display-message', '-p', '-t', 'one:', format).trimEnd()
  return {
    screen: () => tmux('capture-pane', '-p', '-t', 'one:'),
    title: () => read('#{pane_title}'),
    paste: text => {
      writeFileSync(join(directory, 'text'), text)
      tmux('load-buffer', '-b', 'text', join(directory, 'text'), ';', 'paste-buffer', '-p', '-r', '-d', '-b', 'text', '-t', 'one:')
    },
    keys: (...keys) => void tmux('send-keys', '-t', 'one:', ...keys),
    ended: () => {
      const [dead, status = '', signal = ''] = read('#{pane_dead},#{pane_dead_status},#{pane_dead_signal}').split(',')
      // tmux 3.3a misses about every third exit until another child of tmux ends.
      if (dead === '1' && status === '' && signal === '') tmux('run-shell', 'true')
      return dead === '1' && status + signal !== ''
        ? { status: status === '' ? null : Number(status), signal: signal === '' ? null : Number(signal) }
        : null
    },
    pid,
  }
}
