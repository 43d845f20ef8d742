import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { execa } from 'execa'
import { unknownProfile } from '../../../config/build/resolve-profiles.ts'
import { loadProfiles } from '../../../config/load-profiles.ts'
import { starterYaml } from '../../../config/starter-yaml.ts'
import { PreconditionError, UsageError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { packageRoot } from '../../package-root.ts'

export interface StarterRequest {
  readonly cwd: string
  readonly file: string
  readonly repo: string | undefined
  readonly agent: string
}

/**
 * Writes a first project file and returns its path. Throws PreconditionError if the file exists or there is no repository, and UsageError
 * for an unknown agent.
 */
export async function writeStarter({ cwd, file, repo, agent }: StarterRequest): Promise<string> {
  await requireProfile(agent)
  // git names a repository by its path without symbolic links, and `repo:` in the file is relative to the file. So the file's own path must
  // be without symbolic links too.
  const path = resolve(await realpath(cwd), file)
  const { place, base } = isUrl(repo) ? { place: repo, base: 'main' } : await localRepository(resolve(cwd, repo ?? '.'))
  const text = starterYaml({
    project: projectName(basename(place, '.git')),
    repo: isAbsolute(place) ? relative(dirname(path), place) || '.' : place,
    base,
    agent,
    schema: relative(dirname(path), join(await realpath(packageRoot), 'config', 'project.schema.json')),
  })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' ? 'it is there already' : cause.message
    throw new PreconditionError(`${path} is not written: ${why}`, {
      hint: `czar validate ${shellWord(file)}   # or: czar init OTHER.yaml`,
      cause,
    })
  })
  return path
}

function isUrl(repo: string | undefined): repo is string {
  return repo !== undefined && /^([a-z+]+:\/\/|[\w.-]+@[\w.-]+:)/.test(repo)
}

async function requireProfile(agent: string): Promise<void> {
  const builtIn = await loadProfiles(join(packageRoot, 'config', 'agents'))
  if (Object.hasOwn(builtIn, agent)) return
  throw new UsageError(unknownProfile(agent, { builtIn, own: {} }), { hint: 'czar init --agent claude' })
}

/** The repository's main checkout, or the bare repository itself, with the branch that is checked out there. */
async function localRepository(directory: string): Promise<{ place: string; base: string }> {
  const git = (...words: readonly string[]) => execa('git', ['-C', directory, ...words], { reject: false, timeout: 10_000 })
  const bare = await git('rev-parse', '--is-bare-repository')
  const root = await git('rev-parse', bare.stdout === 'true' ? '--absolute-git-dir' : '--show-toplevel')
  if (root.exitCode !== 0) {
    throw new PreconditionError(`${directory} is not in a git repository`, {
      details: [root.stderr],
      hint: 'czar init --repo PATH_OR_URL   # or: git init',
    })
  }
  const branch = await git('symbolic-ref', '--quiet', '--short', 'HEAD')
  return { place: root.stdout, base: branch.stdout || 'main' }
}

/**
 * A project name made from a folder's name, such as my_app_2 from `My-App 2`. It has only letters, digits and _, and begins with a letter.
 */
function projectName(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  const trimmed = words.replace(/^[^a-z]+|_+$/g, '').slice(0, 40)
  return trimmed === '' ? 'project' : trimmed
}
