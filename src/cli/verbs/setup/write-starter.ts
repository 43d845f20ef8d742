import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { starterYaml } from '../../../config/starter-yaml.ts'
import { PreconditionError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { packageRoot } from '../../package-root.ts'
import { localRepository, projectNameFrom, requireProfile } from '../../project/this-repository.ts'

export interface StarterRequest {
  readonly cwd: string
  readonly file: string
  readonly repo: string | undefined
  readonly agent: string
}

const NO_REPOSITORY = 'czar init --repo PATH_OR_URL   # or: git init'

/**
 * Writes a first project file and returns its path. Throws PreconditionError if the file exists or there is no repository, and UsageError
 * for an unknown agent.
 */
export async function writeStarter({ cwd, file, repo, agent }: StarterRequest): Promise<string> {
  await requireProfile(agent, 'czar init --agent claude')
  // git names a repository by its path without symbolic links, and `repo:` in the file is relative to the file. So the file's own path must
  // be without symbolic links too.
  const path = resolve(await realpath(cwd), file)
  const { place, base } = isUrl(repo) ? { place: repo, base: 'main' } : await localRepository(resolve(cwd, repo ?? '.'), NO_REPOSITORY)
  const text = starterYaml({
    project: projectNameFrom(basename(place, '.git')),
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
