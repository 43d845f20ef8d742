import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readHolder } from '../../src/adapters/journal/supervisor-holder.ts'
import type { Journaled } from '../../src/core/events/event.ts'
import { readEvents } from './read-events.ts'
import { makeSmallRepository } from './small-repository.ts'

/** The program `czar` to measure. CZAR_BIN can name that of another build, to compare the two. */
const bin = process.env['CZAR_BIN'] ?? fileURLToPath(new URL('../../bin/czar.js', import.meta.url))
const watch = new URL('watch-self.js', import.meta.url).href

/** One second of a supervisor, as `watch-self.js` records it. */
export interface Second {
  readonly at: number
  /** The share of the time since the previous record in which the supervisor's event loop was busy. */
  readonly busy: number
  readonly rss: number
  readonly heapUsed: number
  readonly cpuMs: number
  /** How many programs the supervisor has started so far, by kind. */
  readonly spawns: Readonly<Record<string, number>>
}

/** A small repository, a project file and a czar in a directory of their own. */
export interface ScratchFleet {
  readonly directory: string
  readonly projectDir: string
  czar(...words: string[]): string
  /** Does the same as `czar`, without blocking this process. */
  run(...words: string[]): Promise<unknown>
  /** Returns the process id of the supervisor. */
  pid(): number
  /** Returns at most 5,000 events with a greater number than `seq`. */
  events(seq: number): readonly Journaled[]
  seconds(pid: number): readonly Second[]
  tmuxPid(): number
  remove(): void
}

/**
 * Makes a fleet. `lines` is the project file without its keys project, repo and agent. `files` are the files of the repository: content by
 * path.
 */
export function makeScratchFleet(project: string, lines: string, files: Readonly<Record<string, string>> = {}): ScratchFleet {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), `czar-${project}-`)))
  const runtime = join(directory, 'run')
  const watched = join(directory, 'watched')
  mkdirSync(runtime, { mode: 0o700 })
  mkdirSync(watched)
  makeSmallRepository(join(directory, 'repository'), { files })
  writeFileSync(join(directory, 'czar.yaml'), `project: ${project}\nrepo: ./repository\nagent: scripted\n${lines}`)
  const env = {
    ...process.env,
    CZAR_STATE_DIR: join(directory, 'status'),
    XDG_RUNTIME_DIR: runtime,
    WATCH_DIR: watched,
    NODE_OPTIONS: `--import=${watch}`,
  }
  const projectDir = join(directory, 'status', project)
  return {
    directory,
    projectDir,
    czar: (...words) => execFileSync(process.execPath, [bin, ...words], { env, cwd: directory, encoding: 'utf8' }),
    run: (...words) => promisify(execFile)(process.execPath, [bin, ...words], { env, cwd: directory }),
    pid: () => readHolder(projectDir)?.pid ?? 0,
    events: seq => readEvents(projectDir, seq),
    seconds: pid => readSeconds(join(watched, `${pid}.jsonl`)),
    tmuxPid: () => {
      const socket = readdirSync(join(runtime, 'czar')).find(name => name.endsWith('.tmux')) ?? ''
      return Number(execFileSync('tmux', ['-S', join(runtime, 'czar', socket), 'display-message', '-p', '#{pid}'], { encoding: 'utf8' }))
    },
    remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  }
}

/** Reads the records of a supervisor, one for each second. Returns an empty list if the supervisor has not lived for a second. */
function readSeconds(file: string): readonly Second[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as Second)
}
