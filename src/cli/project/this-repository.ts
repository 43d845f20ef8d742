import { join } from 'node:path'
import { execa } from 'execa'
import { trustHint } from '../../adapters/git/repository/git-failure.ts'
import { unknownProfile } from '../../config/build/resolve-profiles.ts'
import { loadProfiles } from '../../config/load-profiles.ts'
import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import { packageRoot } from '../package-root.ts'

/** Throws UsageError if there is no ready-made agent profile of this name. `hint` is a command that works. */
export async function requireProfile(agent: string, hint: string): Promise<void> {
  const builtIn = await loadProfiles(join(packageRoot, 'config', 'agents'))
  if (Object.hasOwn(builtIn, agent)) return
  throw new UsageError(unknownProfile(agent, { builtIn, own: {} }), { hint })
}

/**
 * The repository's main checkout, or the bare repository itself, with the branch that is checked out there. Outside of a repository it
 * throws with `hint`.
 */
export async function localRepository(directory: string, hint: string): Promise<{ place: string; base: string }> {
  const git = (...words: readonly string[]) => execa('git', ['-C', directory, ...words], { reject: false, timeout: 10_000 })
  const bare = await git('rev-parse', '--is-bare-repository')
  const root = await git('rev-parse', bare.stdout === 'true' ? '--absolute-git-dir' : '--show-toplevel')
  if (root.exitCode !== 0) {
    const trust = trustHint(root.stderr)
    const why = trust === undefined ? 'is not in a git repository' : 'is in a git repository of another user, which git refuses'
    throw new PreconditionError(`${directory} ${why}`, { details: [root.stderr], hint: trust ?? hint })
  }
  const branch = await git('symbolic-ref', '--quiet', '--short', 'HEAD')
  return { place: root.stdout, base: branch.stdout || 'main' }
}

/**
 * A project name made from a folder's name, such as my_app_2 from `My-App 2`. It has only letters, digits and _, and begins with a letter.
 */
export function projectNameFrom(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
  const trimmed = words.replace(/^[^a-z]+|_+$/g, '').slice(0, 40)
  return trimmed === '' ? 'project' : trimmed
}
