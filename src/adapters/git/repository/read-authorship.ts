import type { Authorship, GitPerson } from '../../../core/ports/git-identity.ts'
import { gitEnvironment } from './git-environment.ts'
import { runGitIn } from './run-git.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Environment variables that may say who the user is, besides the files that git reads. */
const IDENTITY_NAMES = [
  'EMAIL',
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
]
const IDENT = /^(?<name>.*) <(?<email>.*)> \d+ [+-]\d+$/

/**
 * The author and committer that git uses in this directory, including settings from `includeIf`. Returns null if git refuses to make
 * commits there.
 */
export async function readAuthorship(directory: string, caller: Environment): Promise<Authorship | null> {
  const own = IDENTITY_NAMES.flatMap(name => (caller[name] === undefined ? [] : [[name, caller[name]] as const]))
  const env = { ...gitEnvironment(caller), ...Object.fromEntries(own) }
  const [author, committer] = await Promise.all(
    ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map(async variable => {
      const { stdout, status } = await runGitIn(['var', variable], { cwd: directory, env, answers: [128] })
      return status === 0 ? parsePerson(stdout.trim()) : null
    }),
  )
  return author == null || committer == null ? null : { author, committer }
}

function parsePerson(ident: string): GitPerson | null {
  const { name, email } = IDENT.exec(ident)?.groups ?? {}
  return name === undefined || email === undefined ? null : { name, email }
}
