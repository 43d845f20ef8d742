import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { installed } from '../agents/support/installed.ts'
import type { AgentProgram } from '../agents/support/real-agent.ts'

const OWN = fileURLToPath(new URL('../..', import.meta.url))
const BIN = join(OWN, 'bin', 'czar.js')

/** A clone of this repository, with a home directory and a state directory of its own. */
export interface Place {
  readonly root: string
  readonly repository: string
  /** The commit of the clone, in short. */
  readonly commit: string
  readonly projectDir: string
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  readonly git: (...words: readonly string[]) => string
  /** Runs a command of czar until it ends. */
  readonly czar: (words: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>
}

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const PROJECT = 'dogfood'

/** Makes the clone of HEAD. Nothing leads from the clone back to this repository, and no branch is checked out in it. */
export async function makePlace(programs: readonly AgentProgram[]): Promise<Place> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'czar-dogfood-')))
  const [repository, home, bin, run] = ['repository', 'home', 'bin', 'run'].map(name => join(root, name)) as [
    string,
    string,
    string,
    string,
  ]
  for (const directory of [home, bin]) mkdirSync(directory)
  mkdirSync(run, { mode: 0o700 })
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Dogfood\n\temail = dogfood@example.com\n')
  for (const program of programs) symlinkSync(await installed(program), join(bin, program.name))
  const env = {
    PATH: [bin, dirname(process.execPath), process.env['PATH']].join(':'),
    HOME: home,
    LANG: 'C.UTF-8',
    CZAR_STATE_DIR: join(root, 'state'),
    XDG_RUNTIME_DIR: run,
    GIT_CONFIG_NOSYSTEM: '1',
  }
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: repository, env, encoding: 'utf8' }).trim()
  execFileSync('git', ['clone', '--quiet', OWN, repository], { env })
  git('remote', 'remove', 'origin')
  git('checkout', '--quiet', '-B', 'main')
  // Czar moves base at the end, and it never moves a branch that is checked out.
  git('checkout', '--quiet', '--detach')
  // The link to node_modules in a worktree is not part of the work. The pattern in .gitignore matches only a folder.
  appendFileSync(join(repository, '.git', 'info', 'exclude'), '/node_modules\n')
  const czar: Place['czar'] = async (words, more = {}) => {
    const options = { cwd: root, env: { ...env, ...more }, extendEnv: false, reject: false, stripFinalNewline: false } as const
    const { exitCode = 1, stdout, stderr } = await execa(process.execPath, [BIN, ...words], options)
    return { code: exitCode, stdout, stderr }
  }
  const commit = git('rev-parse', '--short', 'HEAD')
  return { root, repository, commit, projectDir: join(root, 'state', PROJECT), home, env, git, czar }
}

/** Installs the libraries of the clone. The worktrees of the workers link to them. */
export async function installLibraries({ repository }: Place): Promise<void> {
  await execa('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: repository })
}
