import { type Command, InvalidArgumentError } from 'commander'
import type { Running, RunResult } from '../../../adapters/runs/run-command.ts'
import { parseDuration } from '../../../config/text/parse-duration.ts'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface RunOptions {
  readonly io: CliIo
  readonly words: readonly string[]
  readonly shell: boolean
  readonly stdin: boolean
  readonly timeoutMs: number | null
}

/** `czar run -- CMD`: runs a command, writes its whole output to a file and prints an extract. */
export function registerRun(program: Command, io: CliIo, run: (options: RunOptions) => Promise<void> = runRun): void {
  // Flags after the first word of CMD belong to CMD and not to czar.
  program.enablePositionalOptions()
  addVerb(program, 'run <command...>', {
    group: 'As a worker:',
    summary: 'run a build or test; print at most 80 lines, and keep the whole output in a log',
    description:
      "Run a command with these arguments, without a shell. The whole output goes to a log; the command prints at most 80 lines, and how the program ended. The exit code is the program's own (124: timeout; 128 + n: ended by signal n). Its standard input is empty, and processes that it leaves are ended.",
    examples: [
      'czar run -- npm test',
      'czar run --timeout 10m -- cargo build --release',
      "czar run --shell 'npm run lint && npm test'      one string, for sh -c",
    ],
  })
    .passThroughOptions()
    .option('--shell', 'the command is one string, for `sh -c`', false)
    .option('--stdin', 'pass standard input on to the command; default: it reads nothing', false)
    .option('--timeout <time>', 'end the command after this time: 90s, 10m', parseTimeout, null)
    .action((words, flags) => run({ io, words, shell: flags.shell, stdin: flags.stdin, timeoutMs: flags.timeout }))
}

function parseTimeout(text: string): number {
  const ms = parseDuration(text)
  if (ms !== null && ms > 0) return ms
  throw new InvalidArgumentError('it must be a time such as 90s, 10m or 1h30m')
}

async function runRun({ io, words, shell, stdin, timeoutMs }: RunOptions): Promise<void> {
  const { join } = await import('node:path')
  const { runCommand } = await import('../../../adapters/runs/run-command.ts')
  const { dropOldLogs, runLogName } = await import('../../../adapters/runs/run-directory.ts')
  const { ensureRunsDirectory } = await import('../../project/runs-place.ts')
  const { argvOf } = await import('./run-argv.ts')
  const { runLines } = await import('../../output/run/run-lines.ts')
  const { runEnd } = await import('../../output/run/run-end.ts')
  const argv = argvOf(words, { shell, cwd: io.cwd })
  const directory = await ensureRunsDirectory(io.env)
  await dropOldLogs(directory)
  const log = join(directory, runLogName(io.now(), process.pid))
  const order = { argv, cwd: io.cwd, env: io.env, stdin: stdin ? 'inherit' : 'none', timeoutMs, log } as const
  const result = await withSignals(io, () => runCommand(order))
  io.stdout.write([...runLines(result), runEnd(result, log)].map(line => `${line}\n`).join(''))
  io.endsWith(result.exitCode)
}

/** Forwards signals to the started command, from before its start until its end. */
async function withSignals(io: CliIo, start: () => Promise<Running>): Promise<RunResult> {
  const early: NodeJS.Signals[] = []
  let forward: Running['forward'] = signal => early.push(signal)
  const stopListening = io.onSignal(signal => forward(signal))
  try {
    const running = await start()
    forward = running.forward
    early.forEach(running.forward)
    return await running.ended
  } finally {
    stopListening()
  }
}
