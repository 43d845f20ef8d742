import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { endProcesses } from './end-processes.ts'
import { type KeptEnd, readKeeper } from './keeper-reports.ts'
import { markedProcesses } from './marked-processes.ts'
import { isSameProcess, type ProcessRow, processTable, readProcess, recentProcessTable } from './process-table.ts'
import { type Leader, processesUnder } from './process-tree.ts'
import { sessionPrefix, subreaperPrefix } from './subreaper.ts'

/** A command of the project file to run. It never runs as a direct child of czar. */
export interface KeptOrder {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /**
   * An environment variable that all processes of the command inherit. With this variable, even a czar that starts again after a crash
   * finds the processes that the command left.
   */
  readonly mark: { readonly name: string; readonly value: string }
  readonly stdin: 'ignore' | 'pipe'
  /** Whether the command's error output goes into its standard output or into a pipe of its own. */
  readonly stderr: 'with-stdout' | 'pipe'
}

export interface KeptCommand {
  readonly stdin: Writable | null
  readonly stdout: Readable
  readonly stderr: Readable | null
  /** Resolves when the command has ended, or when its parent process has. */
  readonly over: Promise<unknown>
  /**
   * Ends every process that the command started: TERM first, then KILL. Resolves with the command's exit status when none of these
   * processes is alive.
   */
  readonly end: (graceMs: number) => Promise<KeptEnd>
  /**
   * Returns how a finished command ended. Other processes that the command started go on running, unless the command killed its parent.
   */
  readonly letGo: () => Promise<KeptEnd>
}

/**
 * Starts a command in three nested shells. The first shell (the keeper) is out of reach of `kill $PPID`. It adopts
 * orphans, so it stays until czar closes descriptor 4. The second shell is the command's parent. It reports the exit
 * status on descriptor 3, which the command does not get. The third shell reports its pid and then becomes the command,
 * in a session of its own, so that `kill 0` in the command reaches no other process.
 */
const KEEPER = '/bin/sh -c "$0" "$@" 4<&-; echo "kept $?" >&3; read -r end <&4; exit 0'
const PARENT = '/bin/sh -c "$0" "$@"; echo "status $?" >&3; exit 0'
const COMMAND = { 'with-stdout': 'echo "pid $$" >&3; exec "$0" "$@" 2>&1 3>&-', pipe: 'echo "pid $$" >&3; exec "$0" "$@" 3>&-' }

/** How long the keeper gets to exit on request. A keeper that is stopped or hangs takes longer, and is then killed. */
const KEEPER_MS = 1_000
/**
 * Czar first examines the command's processes this long after the start. Each time it also continues the shells (SIGCONT), because a
 * shell that the command has stopped could not report the command's end.
 */
const LOOK_FIRST_MS = 250
const LOOK_EVERY_MS = 2_000

/** Starts a command behind the three shells of KEEPER. Rejects if the shells cannot be started. */
export async function keepCommand(order: KeptOrder): Promise<KeptCommand> {
  const child = await started(order)
  const keeper: Leader = { pid: child.pid, born: readProcess(child.pid)?.born ?? null }
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const [, , , tells, control] = child.stdio
  const words = readKeeper(tells)
  const family = watchFamily(keeper, words.leader)
  const mark = `${order.mark.name}=${order.mark.value}`
  async function look(): Promise<readonly ProcessRow[]> {
    const table = processTable()
    const marked = await markedProcesses(variables => variables.has(mark), table)
    // The shells become the parents of orphans while they live, so czar ends the shells last.
    return [...family.living(table), ...marked].filter(row => row.group !== keeper.pid)
  }
  async function end(graceMs: number): Promise<KeptEnd> {
    await endProcesses(look, graceMs)
    return close()
  }
  function letGo(): Promise<KeptEnd> {
    return words.end() === null ? end(0) : close()
  }
  async function close(): Promise<KeptEnd> {
    family.stop()
    control.end()
    await Promise.race([exited, delay(KEEPER_MS, undefined, { ref: false })])
    signalGroup(keeper.pid, 'SIGKILL')
    await exited
    tells.destroy()
    return words.end()
  }
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, over: Promise.race([words.told, exited]), end, letGo }
}

type Child = Omit<ChildProcess, 'stdio'> & {
  readonly pid: number
  readonly stdout: Readable
  readonly stdio: readonly [unknown, unknown, unknown, Readable, Writable]
}

async function started({ argv, cwd, env, mark, stdin, stderr }: KeptOrder): Promise<Child> {
  const [program = '', ...words] = [...subreaperPrefix(env), '/bin/sh', '-c', KEEPER, PARENT, COMMAND[stderr], ...sessionPrefix(), ...argv]
  const child = spawn(program, words, {
    cwd,
    env: { ...env, [mark.name]: mark.value },
    detached: true,
    stdio: [stdin, 'pipe', stderr === 'pipe' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  child.stdio[4]?.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  return child as unknown as Child
}

/**
 * Remembers the processes that czar has seen under the keeper. If the keeper is killed, its children get another parent, so czar could not
 * find them by their parent any more.
 */
function watchFamily(keeper: Leader, leader: () => Leader | null) {
  let seen: readonly ProcessRow[] = []
  let timer = setTimeout(look, LOOK_FIRST_MS).unref()
  function look(): void {
    signalGroup(keeper.pid, 'SIGCONT')
    seen = living(recentProcessTable())
    timer = setTimeout(look, LOOK_EVERY_MS).unref()
  }
  function living(table: readonly ProcessRow[]): readonly ProcessRow[] {
    const leaders = [keeper, leader(), ...seen.filter(isSameProcess)].filter(one => one !== null)
    return processesUnder(leaders, table)
  }
  return { living, stop: () => clearTimeout(timer) }
}

/**
 * Sends a signal to the group. The group's leader is czar's own child, so its pid cannot belong to another process before czar has read
 * how the child ended.
 */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // All processes of the group have just ended, so no signal is needed.
  }
}
