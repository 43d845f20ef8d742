import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endAll } from '../support/run-czar.ts'
import { makeSmallRepository } from '../support/small-repository.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))
/** Git commands that change something, or that czar asks while it merges. */
const STEPS = ['commit-tree', 'hash-object', 'merge-tree', 'read-tree', 'update-index', 'update-ref', 'worktree', 'write-tree']

/** A fleet of four workers whose work is proven and not merged yet. Its folder can be put back to the start. */
export interface ProvenFleet {
  /** Restores the folder to the state in which all work is proven and nothing is merged. */
  restore(): Promise<void>
  /** Runs a czar command until it ends. Returns its whole output. */
  czar(...words: readonly string[]): Promise<string>
  /** Runs a czar command and ends it with `kill -9` at a git step. Returns false if the command ended before that step. */
  kill(words: readonly string[], step: number, when: 'before' | 'after'): Promise<boolean>
  /** Whether a shell command succeeds. */
  shell(command: string): boolean
  git(...words: readonly string[]): string
  /** Writes a file into the user's checkout. */
  write(path: string, text: string): void
  /** Returns the user's uncommitted lines, and all lines in commits that a git reference leads to. */
  lines(): ReadonlySet<string>
  /** Returns all lines of the user's checkout, and all lines in commits that a git reference leads to. */
  linesNow(): ReadonlySet<string>
  branches(): readonly string[]
  /** Whether base has the lines of all tasks. */
  isLanded(): boolean
  remove(): void
}

const worker = (id: string, accept: string, command: string) =>
  `  - id: ${id}\n    accept: [${JSON.stringify(accept)}]\n    task: |\n      Work of ${id}.\n\n      \`\`\`scripted\n` +
  `      - ack: "Do it"\n      - run: ${JSON.stringify(command)}\n      - commit: "${id}"\n      - done: "it is there"\n      \`\`\`\n`

/** The workers. Git reports a conflict between the lines that `below` and `more` add, and czar keeps both. */
const WORKERS = [
  worker('fine', 'test -f fine.txt', "printf 'one line\\ntwo lines\\n' > fine.txt"),
  worker('below', 'grep -q below list.txt', "echo 'an entry below' >> list.txt"),
  worker('more', 'grep -q more list.txt', "echo 'one more entry' >> list.txt"),
  worker('second', 'grep -q 2nd list.txt', "sed -i 's/^second/2nd/' list.txt"),
]

/** Makes the fleet. Long: all parts use the same folder. */
export async function makeProvenFleet(): Promise<ProvenFleet> {
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'czar-lost-lines-')))
  const directory = join(outside, 'now')
  const proven = join(outside, 'proven')
  const repository = join(directory, 'repository')
  const [runtime, programs, armed] = ['run', 'bin', 'armed'].map(name => join(outside, name)) as [string, string, string]
  for (const folder of [runtime, programs]) mkdirSync(folder, { mode: 0o700 })
  const PATH = `${programs}:${process.env['PATH']}`
  const env = { PATH, HOME: outside, LANG: 'C.UTF-8', CZAR_STATE_DIR: join(directory, 'status'), XDG_RUNTIME_DIR: runtime }
  writeStepCounter(programs, armed)

  const start = (words: readonly string[]): ChildProcess => {
    mkdirSync(directory, { recursive: true })
    return spawn(process.execPath, [BIN, ...words], { env, cwd: directory, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  }
  const run = (words: readonly string[]) => ended(start(words))
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', repository, ...words], {
      encoding: 'utf8',
      env,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  const branches = () => git('for-each-ref', '--format=%(refname:short)', 'refs/heads/feat').split('\n').filter(Boolean)

  const fleet: ProvenFleet = {
    async restore() {
      endAll(outside, { XDG_RUNTIME_DIR: runtime })
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
      copy(proven, directory)
    },
    czar: async (...words) => (await run(words)).said,
    async kill(words, step, when) {
      mkdirSync(`${armed}.steps`)
      const child = start(words)
      writeFileSync(armed, `${step} ${when} ${child.pid}\n`)
      const { signal } = await ended(child)
      rmSync(armed, { force: true })
      endAll(outside, { XDG_RUNTIME_DIR: runtime })
      rmSync(`${armed}.steps`, { recursive: true })
      return signal === 'SIGKILL'
    },
    shell: command => spawnSync('sh', ['-c', command], { env, stdio: 'ignore' }).status === 0,
    git,
    write: (path, text) => writeFileSync(join(repository, path), text),
    lines: () => new Set([...linesOfCheckout(repository, changedFiles(git)), ...linesOfCommits(git)]),
    linesNow: () => new Set([...linesOfCheckout(repository), ...linesOfCommits(git)]),
    branches,
    isLanded: () => {
      const text = git('show', 'main:list.txt')
      return ['an entry below', 'one more entry', '2nd entry'].every(line => text.includes(line)) && git('show', 'main:fine.txt') !== ''
    },
    remove: () => {
      endAll(outside, { XDG_RUNTIME_DIR: runtime })
      rmSync(outside, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
  const list = Array.from({ length: 12 }, (_, at) => (at === 1 ? 'second entry' : `entry ${at}`)).join('\n')
  makeSmallRepository(repository, { files: { 'list.txt': `${list}\n` }, env })
  const text = (mode: string) =>
    `project: lines\nrepo: ./repository\nagent: scripted\nwatchdog: false\npolicy: { merge: { mode: ${mode} } }\nworkers:\n${WORKERS.join('')}`
  const file = join(directory, 'czar.yaml')
  writeFileSync(file, text('branches'))
  const { said } = await run(['launch', 'czar.yaml', '--foreground'])
  if (branches().length < WORKERS.length) throw new Error(`the work is not proven: ${said}`)
  writeFileSync(file, text('omnibus'))
  copy(directory, proven)
  return fleet
}

/** Copies a folder with owners, modes and times, because git compares them. */
function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to])
}

/**
 * Writes a program `git` that replaces the real one. While a switch file exists, the program counts its calls, and kills czar's process
 * group at one of them. Several calls run at once. Each takes its number with mkdir, which succeeds for only one of them.
 */
function writeStepCounter(programs: string, armed: string): void {
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh
if [ -f '${armed}' ]; then
  for word; do
    case $word in
      ${STEPS.join('|')})
        read -r step when group < '${armed}'
        number=1
        until mkdir '${armed}.steps/'$number 2> /dev/null; do number=$((number + 1)); done
        if [ $number -eq "$step" ]; then
          [ "$when" = after ] && '${real}' "$@" > /dev/null 2>&1
          kill -9 "-$group"
        fi
        break ;;
    esac
  done
fi
exec '${real}' "$@"
`
  const path = join(programs, 'git')
  writeFileSync(path, script)
  chmodSync(path, 0o755)
}

interface Ended {
  readonly said: string
  readonly signal: NodeJS.Signals | null
}

function ended(child: ChildProcess): Promise<Ended> {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text))
  return new Promise(resolve => child.once('close', (_code, signal) => resolve({ said, signal })))
}

function changedFiles(git: ProvenFleet['git']): readonly string[] {
  return git('status', '--porcelain', '-z', '--no-renames')
    .split('\0')
    .filter(Boolean)
    .map(entry => entry.replace(/^.{1,2} /, ''))
}

/** The lines of the checkout. If `only` is given, only these files are read. */
function linesOfCheckout(repository: string, only: readonly string[] | null = null): readonly string[] {
  const all = () =>
    readdirSync(repository, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(repository, join(entry.parentPath, entry.name)))
      .filter(path => !path.startsWith('.git/'))
  return (only ?? all()).flatMap(path => linesOf(readFileSync(join(repository, path), 'utf8')).map(line => `checkout ${path}: ${line}`))
}

/** All lines that the commits of any reference added. */
function linesOfCommits(git: ProvenFleet['git']): readonly string[] {
  const text = git('log', '--all', '--format=', '--patch', '--no-color', '-U0')
  return linesOf(text)
    .filter(line => line.startsWith('+') && !line.startsWith('+++'))
    .map(line => `commit: ${line.slice(1)}`)
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter(line => line.trim() !== '')
}
