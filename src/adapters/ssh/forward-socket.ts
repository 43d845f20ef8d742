import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ToolError } from '../../core/model/errors.ts'
import { lastLine, noSsh } from './run-on-host.ts'
import { forwardArgv } from './ssh-argv.ts'

/** A socket of this machine that leads to a socket of another machine. */
export interface SocketForward {
  readonly path: string
  /** Why ssh has ended. Null: ssh still runs. */
  readonly ended: () => string | null
  /** Ends ssh. Resolves when it has ended. */
  close(): Promise<void>
}

export interface ForwardOrder {
  readonly place: string
  /** The name by which the person calls the machine. */
  readonly name: string
  /** A directory that only the person may read. The socket gets a directory of its own in it. */
  readonly directory: string
  readonly remote: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly withinMs: number
}

/**
 * Runs ssh as long as standard input is open. If czar is killed, the kernel closes czar's end of the pipe, `read` returns, and ssh ends
 * too. The shell ignores signals of the terminal, such as Ctrl-C, because it must remove the socket and its directory at the end.
 */
const WHILE_CZAR_LIVES = `trap '' HUP INT QUIT
socket=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- & ssh=$!
{ read -r end <&3; kill "$ssh"; } 2>/dev/null & watch=$!
wait "$ssh"; status=$?
kill "$watch" 2>/dev/null
rm -f "$socket"; rmdir "$(dirname "$socket")" 2>/dev/null
exit "$status"`

const LOOK_EVERY_MS = 25
const MAX_STDERR_CHARS = 10_000
/** ssh would read paths with other characters in a different way. */
const PLAIN_PATH = /^\/[\w./+@-]+$/
/** The longest path of a Unix socket in bytes. */
const LONGEST_PATH = 107

/** Forwards a socket. Resolves when programs can connect to it. Throws ToolError if the machine cannot be reached. */
export async function forwardSocket({ place, name, directory, remote, env, withinMs }: ForwardOrder): Promise<SocketForward> {
  const unfit = [join(directory, 'ssh-XXXXXX', 'api'), remote].find(
    path => !PLAIN_PATH.test(path) || Buffer.byteLength(path) > LONGEST_PATH,
  )
  if (unfit !== undefined) throw new ToolError(`ssh cannot forward the socket ${unfit}`, { command: ['ssh', place], reason: 'refused' })
  const local = join(await mkdtemp(join(directory, 'ssh-')), 'api')
  const argv = forwardArgv(place, { local, remote })
  const child = spawn('sh', ['-c', WHILE_CZAR_LIVES, 'sh', local, ...argv], { env: { ...env }, stdio: ['pipe', 'ignore', 'pipe'] })
  let said = ''
  let end: string | null = null
  const over = new Promise<void>(resolve => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  child.stdin.on('error', () => {})
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-MAX_STDERR_CHARS)))
  void over.then(() => (end = lastLine(said)))
  const close = async () => {
    child.stdin.end()
    await over
  }
  for (const deadline = performance.now() + withinMs; !(await accepts(local)); await pause(LOOK_EVERY_MS)) {
    const hint = `ssh ${place} czar projects`
    if (end !== null && /ssh: not found|ssh: command not found/.test(said)) throw noSsh(argv)
    if (end !== null) throw new ToolError(`${name} cannot be reached: ${end}`, { command: argv, stderr: said, reason: 'failed', hint })
    if (performance.now() < deadline) continue
    await close()
    throw new ToolError(`${name} did not answer within ${withinMs / 1000} s`, { command: argv, stderr: said, reason: 'timeout', hint })
  }
  return { path: local, ended: () => end, close }
}

/** Whether a program listens at the socket. The file alone does not say so: ssh makes it a moment before it listens. */
function accepts(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
