import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'

/** The directory in which the film is made. Its path appears in the picture, so it must not contain a person's home directory. */
const DIRECTORY = '/tmp/station'
/** The program that is recorded. */
export const CZAR_PROGRAM = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

export interface Station {
  readonly directory: string
  /** The only facts about this machine that the programs in the film can see. */
  readonly env: Readonly<Record<string, string>>
  /** Ends the fleet and removes all files. */
  end(): Promise<void>
}

/**
 * Makes a small repository with these files, the fleet's project file beside it, and the command `czar` on PATH. Throws if the directory
 * exists already.
 */
export async function makeStation(fleet: string, files: Readonly<Record<string, string>> = {}): Promise<Station> {
  await mkdir(DIRECTORY)
  const env = {
    PATH: [join(DIRECTORY, 'bin'), process.env['PATH']].join(':'),
    HOME: DIRECTORY,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    // An interactive shell reads this file (POSIX, sh), which sets the prompt. Without it, the shell dash shows another prompt to root.
    ENV: join(DIRECTORY, 'prompt.sh'),
    CZAR_STATE_DIR: join(DIRECTORY, 'status'),
    XDG_RUNTIME_DIR: join(DIRECTORY, 'run'),
    GIT_CONFIG_NOSYSTEM: '1',
  }
  await writeFile(env.ENV, "PS1='$ '\n")
  await mkdir(env.XDG_RUNTIME_DIR, { mode: 0o700 })
  await mkdir(join(DIRECTORY, 'bin'))
  await symlink(CZAR_PROGRAM, join(DIRECTORY, 'bin', 'czar'))
  await cp(fleet, join(DIRECTORY, basename(fleet)))
  await makeRepository(join(DIRECTORY, 'weather'), { env, files })
  return { directory: DIRECTORY, env, end: () => end(env) }
}

interface Repository {
  readonly env: Station['env']
  /** The content of each file, by its path in the repository. */
  readonly files: Readonly<Record<string, string>>
}

async function makeRepository(repository: string, { env, files }: Repository): Promise<void> {
  await mkdir(repository)
  await writeFile(join(repository, 'README.md'), '# The weather station\n')
  await writeFile(join(repository, '.gitignore'), 'readings.txt\n')
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(repository, name)), { recursive: true })
    await writeFile(join(repository, name), content)
  }
  const git = execa({ cwd: repository, env, extendEnv: false })
  await git`git init -q -b main`
  await git`git config user.name ${'Weather Station'}`
  await git`git config user.email ${'station@example.com'}`
  await git`git add -A`
  await git`git commit -q -m ${'A weather station'}`
}

/** The exit code of `czar stop` if there is nothing to stop: the fleet has finished, or was never launched. */
const NOTHING_TO_STOP = 3

async function end(env: Station['env']): Promise<void> {
  const { exitCode, stderr } = await execa(process.execPath, [CZAR_PROGRAM, 'stop', '-p', 'weather'], {
    env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  })
  if (exitCode !== 0 && exitCode !== NOTHING_TO_STOP) process.stderr.write(`czar stop: ${stderr}\n`)
  await rm(DIRECTORY, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}
