import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { endProcesses } from './end-processes.ts'
import { hearKeeper, type KeptEnd } from './keeper-words.ts'
import { markedProcesses } from './marked-processes.ts'
import { isSameProcess, type ProcessRow, processTable, readProcess, recentProcessTable } from './process-table.ts'
import { type Leader, processesUnder } from './process-tree.ts'
import { sessionPrefix, subreaperPrefix } from './subreaper.ts'

/** A command of the project file, which never runs as a child of czar itself. */
export interface KeptOrder {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A variable of its environment, by which its remains are known also to the next czar. */
  readonly mark: { readonly name: string; readonly value: string }
  readonly stdin: 'ignore' | 'pipe'
  /** Standard error goes where standard output goes, or to a pipe of its own. */
  readonly stderr: 'with-stdout' | 'pipe'
}

export interface KeptCommand {
  readonly stdin: Writable | null
  readonly stdout: Readable
  readonly stderr: Readable | null
  /** Resolves when the command has ended, or the process that it ran under. */
  readonly over: Promise<unknown>
  /** Ends all that the command started, TERM before KILL, and tells the command's own end. Nothing of it is alive then. */
  readonly end: (graceMs: number) => Promise<KeptEnd>
  /** Tells the end of a command that is over, and leaves alone the processes that it started, unless it killed its parent. */
  readonly letGo: () => Promise<KeptEnd>
}

/**
 * Three shells, each for one thing. The first (the keeper) is out of reach of `kill $PPID`; orphans come to it, so it stays
 * until czar closes descriptor 4. The second is the parent that the command sees, and tells the command's end on descriptor 3,
 * which the command does not get. The third tells its number and becomes the command, in a session of its own: `kill 0` in it
 * reaches no further.
 */
const KEEPER = '/bin/sh -c "$0" "$@" 4<&-; echo "kept $?" >&3; read -r end <&4; exit 0'
const PARENT = '/bin/sh -c "$0" "$@"; echo "status $?" >&3; exit 0'
const COMMAND = { 'with-stdout': 'echo "pid $$" >&3; exec "$0" "$@" 2>&1 3>&-', pipe: 'echo "pid $$" >&3; exec "$0" "$@" 3>&-' }

/** The keeper ends by itself when it is told to, unless it is stopped or hangs. */
const KEEPER_MS = 1_000
/** A stopped process between would keep the end from being told, so it is woken. */
const LOOK_FIRST_MS = 250
const LOOK_EVERY_MS = 2_000

/** Starts a command behind processes of its own; rejects when they cannot be started. */
export async function keepCommand(order: KeptOrder): Promise<KeptCommand> {
  const child = await started(order)
  const keeper: Leader = { pid: child.pid, born: readProcess(child.pid)?.born ?? null }
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const [, , , tells, control] = child.stdio
  const words = hearKeeper(tells)
  const family = watchFamily(keeper, words.leader)
  const mark = `${order.mark.name}=${order.mark.value}`
  async function look(): Promise<readonly ProcessRow[]> {
    const table = processTable()
    const marked = await markedProcesses(variables => variables.has(mark), table)
    // Orphans come to the processes between as long as these live: they go last.
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

/** Remembers the processes seen under the keeper: should that be killed, its orphans have another parent and no name. */
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

/** czar's own child leads the group, and the kernel gives its number to no other process before czar has heard of its end. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // All of it ended in this very moment.
  }
}
