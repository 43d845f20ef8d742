import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProgramCall, ProgramEnd } from '../../../src/adapters/processes/runner/run-here.ts'
import { runHere } from '../../../src/adapters/processes/runner/run-here.ts'
import { shellWord } from '../../../src/core/text/shell-word.ts'

/**
 * A shell that starts programs for the tests of this process. Starting a program copies the page tables of the process that starts it. So
 * starting git costs 40 ms of processor time in a vitest worker of 200 MB, and 9 ms in this shell of 2 MB.
 */
interface Starter {
  readonly folder: string
  /** Writes to the script that the shell reads. */
  ask(script: string): void
  /** Blocks until the shell answers. */
  answer(): string
  /** Resolves with the exit status of the program with that number when the program has ended. */
  ended(id: number): Promise<number>
}

export interface SmallCall {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly input?: string | undefined
}

let starter: Starter | null = null
let count = 0

/** Runs a program until it ends, like `execFileSync`. Returns its output, or throws an error with what it wrote to standard error. */
export function runSync(file: string, args: readonly string[], call: SmallCall): string {
  starter ??= begin()
  const paths = pathsOf(starter, 'sync')
  if (call.input !== undefined) writeFileSync(paths.input, call.input)
  starter.ask(`${inSubshell(file, args, call, paths)}; echo $? >&3\n`)
  const status = Number(starter.answer())
  const stdout = readFileSync(paths.output, 'utf8')
  if (status === 0) return stdout
  const stderr = readFileSync(paths.errors, 'utf8')
  throw Object.assign(new Error(`Command failed: ${[file, ...args].join(' ')}\n${stderr}`), { status, stdout, stderr })
}

/** Runs a program and resolves with its output, or rejects with what it wrote to standard error. */
export async function runText(file: string, args: readonly string[], { cwd = '/', env }: Partial<SmallCall> = {}): Promise<string> {
  const given = Object.entries(env ?? process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const call = {
    file,
    args,
    cwd,
    env: Object.fromEntries(given),
    input: null,
    encoding: 'utf8',
    timeoutMs: 120_000,
    maxBytes: 64_000_000,
  } as const
  const { status, stdout, stderr, failure } = await runSmall(call)
  if (failure !== null) throw Object.assign(new Error(failure), { status, stdout, stderr })
  return stdout.replace(/\n$/, '')
}

/** Runs a program like `runHere`, but lets the small shell start it. */
export async function runSmall(call: ProgramCall): Promise<ProgramEnd> {
  starter ??= begin()
  if (call.args.some(word => word.includes('\0'))) return runHere(call)
  const id = ++count
  const paths = pathsOf(starter, `${id}`)
  if (call.input !== null) writeFileSync(paths.input, call.input, call.encoding)
  const ended = starter.ended(id)
  const script = inSubshell(call.file, call.args, { ...call, input: call.input ?? undefined }, paths)
  starter.ask(`{ ${script}; echo "${id} $?" >&6; } 3>&- & echo $! >"${paths.pid}"\n`)
  let timedOut = false
  const limit = setTimeout(() => {
    timedOut = true
    endChildren(Number(readFileSync(paths.pid, 'utf8')))
  }, call.timeoutMs)
  const status = await ended
  clearTimeout(limit)
  try {
    // The program did not start. `runHere` then lets Node say why.
    if (status === 126 || status === 127) return await runHere(call)
    return endOf(call, status, timedOut, paths)
  } finally {
    for (const path of Object.values(paths)) rmSync(path, { force: true })
  }
}

function endOf({ file, args, encoding, maxBytes }: ProgramCall, code: number, timedOut: boolean, paths: Paths): ProgramEnd {
  const [stdout, stderr] = [readFileSync(paths.output, encoding), readFileSync(paths.errors, encoding)]
  const isTooMuch = stdout.length > maxBytes
  // A shell reports a signal as 128 plus the signal's number. But 129 can also be git's own exit status when git is used wrongly.
  const status = code > 129 || timedOut || isTooMuch ? null : code
  const failure = status === 0 ? null : `Command failed: ${[file, ...args].join(' ')}\n${stderr}`
  return { status, stdout: stdout.slice(0, maxBytes), stderr, timedOut, isTooMuch, failure }
}

interface Paths {
  readonly input: string
  readonly output: string
  readonly errors: string
  readonly pid: string
}

function pathsOf({ folder }: Starter, name: string): Paths {
  const path = join(folder, name)
  return { input: `${path}.in`, output: `${path}.out`, errors: `${path}.err`, pid: `${path}.pid` }
}

function inSubshell(file: string, args: readonly string[], { cwd, env, input }: SmallCall, paths: Paths): string {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [` ${name}=${shellWord(value)}`]))
  const exported = set.length === 0 ? '' : `export${set.join('')} && `
  const from = input === undefined ? '/dev/null' : paths.input
  const to = `<${shellWord(from)} >${shellWord(paths.output)} 2>${shellWord(paths.errors)} 3>&- 6>&-`
  return `(cd ${shellWord(cwd)} && ${exported}exec ${[file, ...args].map(shellWord).join(' ')} || exit 127) ${to}`
}

function endChildren(pid: number): void {
  for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)) process.kill(Number(child))
}

function begin(): Starter {
  const folder = mkdtempSync(join(tmpdir(), 'czar-starter-'))
  const [asked, said] = [join(folder, 'asked'), join(folder, 'said')]
  execFileSync('mkfifo', [asked, said])
  const child = spawn('sh', [asked], { cwd: '/', env: {}, stdio: ['ignore', 'ignore', 'inherit', 'ignore', 'ignore', 'ignore', 'pipe'] })
  const script = openSync(asked, 'w')
  const ask = (text: string) => void writeSync(script, text)
  // However this process ends, the shell ends too and deletes the folder.
  ask(`trap ${shellWord(`rm -rf ${shellWord(folder)}`)} EXIT\nexec 3>${shellWord(said)}\n`)
  const answers = openSync(said, 'r')
  const bytes = Buffer.alloc(64)
  const answer = () => {
    const length = readSync(answers, bytes)
    if (length === 0) throw new Error('the shell that starts programs has ended')
    return bytes.toString('utf8', 0, length)
  }
  child.unref()
  return { folder, ask, answer, ended: listen((child.stdio as readonly unknown[])[6] as Socket) }
}

/** Reads which programs have ended. While a program runs, this process does not end. */
function listen(ends: Socket): Starter['ended'] {
  const waiting = new Map<number, (status: number) => void>()
  let rest = ''
  ends.unref()
  ends.setEncoding('utf8').on('data', (part: string) => {
    const lines = `${rest}${part}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [id = 0, status = 0] = line.split(' ').map(Number)
      waiting.get(id)?.(status)
      waiting.delete(id)
    }
    if (waiting.size === 0) ends.unref()
  })
  return id => {
    ends.ref()
    return new Promise(resolve => waiting.set(id, resolve))
  }
}
