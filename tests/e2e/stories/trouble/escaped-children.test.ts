import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SessionSnapshot } from '../../../../src/core/ports/terminal-port.ts'
import { type Fleet, startFleet } from '../../../adapters/tmux/support/fleet.ts'
import { agentPid, isAlive } from '../../../adapters/tmux/support/process.ts'
import { livingProcessesWith } from '../../../support/living-processes.ts'
import { until } from '../../../support/until.ts'

const LOOP = 'while :; do sleep 0.1; done'
const SAY = 'echo $$ > "$0.new" && mv "$0.new" "$0"'
const DEAF = `trap "" TERM HUP INT; ${LOOP}`

/** Ways in which the agent's shell starts `body`. $FILE is the file that gets its process id. */
const escapes = {
  'in a session of its own': `setsid sh -c '${SAY}; ${LOOP}' "$FILE" &`,
  'with nohup': `nohup sh -c '${SAY}; ${LOOP}' "$FILE" >/dev/null 2>&1 &`,
  'that hears no signal': `setsid sh -c '${SAY}; ${DEAF}' "$FILE" </dev/null >/dev/null 2>&1 &`,
  'in a job of its own': `JOB='${SAY}; ${DEAF}' bash -mc 'sh -c "$JOB" "$FILE" & disown'`,
  'forked twice, in /': `setsid sh -c 'cd /; setsid sh -c "$0" "$1" </dev/null >/dev/null 2>&1 &' '${SAY}; ${LOOP}' "$FILE"`,
  'forked twice, with no environment': `setsid env -i /bin/sh -c 'cd /; setsid /bin/sh -c "$0" "$1" </dev/null >/dev/null 2>&1 &' '${SAY}; ${LOOP}' "$FILE"`,
  'as a daemon does': `perl -MPOSIX -e 'fork and exit; POSIX::setsid(); fork and exit; chdir "/"; close $_ for *STDIN, *STDOUT, *STDERR; exec "sh", "-c", @ARGV' '${SAY}; ${LOOP}' "$FILE"`,
  'that starts others all the time': `setsid sh -c '${SAY}; while :; do setsid sleep 0.3 & sleep 0.02; done' "$FILE" >/dev/null 2>&1 &`,
} as const
type Escape = keyof typeof escapes

/** The ways in which the session ends before the czar looks for processes that are left. */
const ends = {
  'while the agent lives': async (fleet: Fleet, session: SessionSnapshot) => fleet.tmux.end(session.session, 300),
  'after the agent ended': async (fleet: Fleet, session: SessionSnapshot) => {
    process.kill(await agentPid(dirOf(fleet, 'a', 1)), 'SIGTERM')
    await until(async () => (await fleet.tmux.list())[0]?.dead)
    await fleet.tmux.end(session.session, 300)
  },
  'after its wrapper was killed': async (fleet: Fleet, session: SessionSnapshot) => {
    process.kill(session.pid, 'SIGKILL')
    await until(async () => (await fleet.tmux.list())[0]?.dead)
    await fleet.tmux.end(session.session, 300)
  },
  'after a person closed the session': async (fleet: Fleet, session: SessionSnapshot) => {
    await fleet.person('kill-session', '-t', session.session)
    await until(async () => (await fleet.tmux.list()).length === 0)
  },
  'after its server was killed': async (fleet: Fleet) => {
    await fleet.person('kill-server')
    await until(async () => fleet.signals.some(({ kind }) => kind === 'server-lost'))
  },
} as const
type End = keyof typeof ends

const LIVES: End = 'while the agent lives'
const ENDED: End = 'after the agent ended'

const cases: readonly (readonly [Escape, End])[] = [
  ['in a session of its own', LIVES],
  ['in a session of its own', ENDED],
  ['in a session of its own', 'after its wrapper was killed'],
  ['in a session of its own', 'after its server was killed'],
  ['with nohup', 'after a person closed the session'],
  ['that hears no signal', ENDED],
  ['in a job of its own', LIVES],
  ['forked twice, in /', 'after its wrapper was killed'],
  ['forked twice, with no environment', LIVES],
  ['forked twice, with no environment', ENDED],
  ['as a daemon does', ENDED],
  ['that starts others all the time', 'after its server was killed'],
]

test.each(cases)('fault 82: a process that an agent started %s is gone, %s', async (way, end) => {
  const fleet = await startFleet()
  const file = join(fleet.directory, 'pid')
  const session = await anAgent(fleet, 'a', 1, `export FILE=${file}\n${escapes[way]}\nsleep 600`)
  const pid = Number(await until(() => readFile(file, 'utf8').catch(() => '')))
  onTestFinished(async () => void ((await isAlive(pid)) && process.kill(pid, 'SIGKILL')))
  expect(await isAlive(pid)).toBe(true)
  await ends[end](fleet, session)
  await fleet.tmux.sweep({ worker: 'a', keep: null }, 300)
  expect(await isAlive(pid)).toBe(false)
  expect(livingProcessesWith(fleet.directory).filter(line => !line.includes('tmux'))).toEqual([])
})

test("a sweep of processes spares the worker's next agent, other workers, other projects, and strangers in the same folder", async () => {
  const fleet = await startFleet()
  const next = await anAgent(fleet, 'a', 2, 'sleep 600')
  const other = await anAgent(fleet, 'b', 1, 'sleep 600')
  const agents = await Promise.all([agentPid(dirOf(fleet, 'a', 2)), agentPid(dirOf(fleet, 'b', 1))])
  const strangers = [stranger(fleet, {}), stranger(fleet, { ...marks(`${fleet.directory}2`, 'a', 1) })]
  const left = stranger(fleet, marks(fleet.directory, 'a', 1))
  // This is what czar's shell in a pane wrote about an earlier process with the same number.
  await mkdir(dirOf(fleet, 'a', 1), { recursive: true })
  const stat = readFileSync(`/proc/${strangers[0]?.pid}/stat`, 'utf8').split(' ')
  await writeFile(join(dirOf(fleet, 'a', 1), 'left'), [...stat.slice(0, 21), '1', ...stat.slice(22)].join(' '))
  await fleet.tmux.sweep({ worker: 'a', keep: 2 }, 300)
  expect(left.exitCode ?? left.signalCode ?? (await isAlive(left.pid ?? 0))).not.toBe(true)
  expect(await Promise.all([next.pid, other.pid, ...agents, ...strangers.map(({ pid = 0 }) => pid)].map(isAlive))).not.toContain(false)
})

test('the end of the tmux server ends all processes that agents left, and no others', async () => {
  const fleet = await startFleet()
  const left = [stranger(fleet, marks(fleet.directory, 'a', 1)), stranger(fleet, marks(fleet.directory, 'b', 3))]
  const own = stranger(fleet, { CZAR_PROJECT_DIR: fleet.directory })
  await fleet.tmux.endServer()
  expect(await Promise.all(left.map(({ pid = 0 }) => isAlive(pid)))).toEqual([false, false])
  expect(await isAlive(own.pid ?? 0)).toBe(true)
})

function anAgent(fleet: Fleet, worker: string, incarnation: number, script: string): Promise<SessionSnapshot> {
  const env = { PATH: process.env['PATH'] ?? '', ...marks(fleet.directory, worker, incarnation) }
  return fleet.create(worker, ['sh', '-c', script], { env, exitDir: dirOf(fleet, worker, incarnation), marks: { worker, incarnation } })
}

function marks(projectDir: string, worker: string, incarnation: number) {
  return { CZAR_PROJECT_DIR: projectDir, CZAR_WORKER: worker, CZAR_INCARNATION: String(incarnation) }
}

function dirOf(fleet: Fleet, worker: string, incarnation: number): string {
  return join(fleet.directory, 'exit', worker, String(incarnation))
}

function stranger(fleet: Fleet, env: Record<string, string>): ChildProcess {
  const child = spawn('sleep', ['600'], { cwd: fleet.directory, env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
