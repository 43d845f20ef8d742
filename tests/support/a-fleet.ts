import { execFile, spawnSync } from 'node:child_process'
import { appendFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { readHolder } from '../../src/adapters/journal/supervisor-holder.ts'
import type { Event, Journaled } from '../../src/core/events/event.ts'
import { type StatusView, statusSchema } from '../../src/core/views/status.ts'
import { COMPILED_CODE } from './compiled-code.ts'
import { livingProcessesWith } from './living-processes.ts'
import { runSync } from './programs/starter.ts'
import { readJournal } from './read-journal.ts'
import { temporaryDirectory } from './temporary.ts'
import { until } from './until.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * A repository, a project file and a state directory that only one test uses. All processes that were started for the fleet end with the
 * test.
 */
export interface Fleet {
  readonly directory: string
  readonly repository: string
  readonly projectDir: string
  readonly env: NodeJS.ProcessEnv
  readonly run: (...words: readonly string[]) => Promise<Ran>
  readonly launch: () => Promise<Ran>
  readonly events: () => readonly Journaled[]
  readonly eventually: <Kind extends Event['kind']>(
    kind: Kind,
    accepts?: (event: Journaled<Extract<Event, { kind: Kind }>>) => boolean,
  ) => Promise<Journaled<Extract<Event, { kind: Kind }>>>
  readonly status: () => StatusView
  readonly supervisorPid: () => number
  /**
   * Kills the supervisor with kill -9. Throws an error when no supervisor runs, because a kill with -1 as the process id would hit every
   * process.
   */
  readonly killCzar: () => void
  /** The project's own tmux server. */
  readonly tmux: (...words: readonly string[]) => string
  readonly git: (...words: readonly string[]) => string
  /** Rewrites the project file. */
  readonly configure: (yaml: string) => void
}

/** Makes a fleet. `patienceMs` is how long `eventually` waits. With `watchdog`, a czar that is killed is relaunched by its watchdog. */
export async function aFleet(yaml: string, { patienceMs = 120_000, watchdog = false } = {}): Promise<Fleet> {
  const directory = await temporaryDirectory()
  const repository = join(directory, 'repository')
  const projectDir = join(directory, 'status', 'fleet')
  const runtime = join(directory, 'run')
  const env = {
    PATH: process.env['PATH'],
    HOME: directory,
    LANG: 'C.UTF-8',
    CZAR_STATE_DIR: join(directory, 'status'),
    XDG_RUNTIME_DIR: runtime,
    GIT_CONFIG_NOSYSTEM: '1',
    ...COMPILED_CODE,
  }
  mkdirSync(runtime, { mode: 0o700 })
  mkdirSync(join(repository, 'src'), { recursive: true })
  const git = (...words: readonly string[]) => runSync('git', words, { cwd: repository, env }).trim()
  git('init', '-q', '-b', 'main')
  appendFileSync(join(repository, '.git/config'), '[user]\n\tname = Fleet\n\temail = fleet@example.com\n')
  writeFileSync(join(repository, 'README.md'), '# A repository\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'Begin')
  const configure = (text: string) =>
    writeFileSync(
      join(directory, 'czar.yaml'),
      `project: fleet\nrepo: ./repository\nagent: scripted\n${watchdog ? '' : 'watchdog: false\n'}${text}`,
    )
  configure(yaml)
  const run = (...words: readonly string[]) => runCzar(words, { env, cwd: directory })
  const socket = () => globSync(`${runtime}/czar/*.tmux`)[0] ?? ''
  const fleet: Fleet = {
    directory,
    repository,
    projectDir,
    env,
    run,
    launch: () => run('launch', 'czar.yaml'),
    events: () => readJournal(projectDir),
    eventually: (kind, accepts = () => true) => eventually(projectDir, { kind, accepts, patienceMs }),
    status: () => statusSchema.parse(JSON.parse(readFileSync(join(projectDir, 'status.json'), 'utf8'))),
    supervisorPid: () => readHolder(projectDir)?.pid ?? -1,
    killCzar: () => killCzar(projectDir),
    tmux: (...words) => runSync('tmux', ['-S', socket(), ...words], { cwd: directory, env: process.env }).trim(),
    git,
    configure,
  }
  onTestFinished(() => endFleet(fleet, socket))
  return fleet
}

/** The lines of a project file for a worker that carries out these steps and owns paths of its own. */
export function aScriptedWorker(id: string, steps: readonly string[], rest = ''): string {
  const list = steps.map(step => `      - ${step}\n`).join('')
  return `  - id: ${id}\n    owns: ["src/${id}/**"]\n${rest}    task: |\n      Work for ${id}.\n\n      \`\`\`scripted\n${list}      \`\`\`\n`
}

/** The steps of a worker that does what its task says. */
export function honestly(id: string): readonly string[] {
  return [
    `ack: "Write src/${id}/work.txt and commit it"`,
    `edit: { file: src/${id}/work.txt, text: "work of ${id}" }`,
    `commit: "feat: ${id}"`,
    'done: "it is there"',
  ]
}

/** Runs one command of czar until it ends. */
export function runCzar(words: readonly string[], options: { env: NodeJS.ProcessEnv; cwd: string }): Promise<Ran> {
  return new Promise(resolve => {
    execFile(process.execPath, [BIN, ...words], { ...options, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, stdout, stderr })
    })
  })
}

async function eventually<Kind extends Event['kind']>(
  projectDir: string,
  { kind, accepts, patienceMs }: { kind: Kind; accepts: (event: Journaled<Extract<Event, { kind: Kind }>>) => boolean; patienceMs: number },
): Promise<Journaled<Extract<Event, { kind: Kind }>>> {
  const find = () =>
    readJournal(projectDir).find(
      (event): event is Journaled<Extract<Event, { kind: Kind }>> => event.kind === kind && accepts(event as never),
    )
  const found = await until(find, event => event !== undefined, {
    what: `${kind} in the journal`,
    timeoutMs: patienceMs,
    everyMs: 50,
  }).catch((error: Error) => {
    const last = readJournal(projectDir).slice(-25)
    throw new Error(`${error.message}\n${last.map(event => JSON.stringify(event).slice(0, 200)).join('\n')}`)
  })
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

function killCzar(projectDir: string): void {
  const pid = readHolder(projectDir)?.pid
  if (pid === undefined) throw new Error('there is no czar to be killed')
  process.kill(pid, 'SIGKILL')
}

/**
 * Ends the processes of a fleet. They are found by id and by socket and never by name, because other tests run at the same time. The czar
 * is ended first. A tmux server may refuse to end while clients of a dead czar remain, so every process that still names the fleet's
 * directory is ended by its id.
 */
function endFleet(fleet: Fleet, socket: () => string): void {
  end(fleet.supervisorPid())
  try {
    spawnSync('tmux', ['-S', socket(), 'kill-server'], { timeout: 2_000 })
  } catch {
    // The tmux server was never started, so there is nothing to end.
  }
  for (const process of livingProcessesWith(fleet.directory)) end(Number.parseInt(process, 10))
}

function end(pid: number): void {
  if (pid <= 0) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process had already ended.
  }
}
