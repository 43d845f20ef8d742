import { execa } from 'execa'
import { ForgeError } from '../../../core/model/errors.ts'

export interface TokenPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly host: string
}

const GH_MS = 10_000

/**
 * Finds the token for a host. Czar first looks at the environment variables that `gh` uses, and then asks `gh`. Czar never uses the
 * variables for github.com with another host, because that host would get the token.
 */
export async function findToken({ env, host }: TokenPlace): Promise<string> {
  const names = isHosted(host) ? ['GH_TOKEN', 'GITHUB_TOKEN'] : ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN']
  const named = names.map(name => env[name]?.trim() ?? '').find(value => value !== '')
  const token = named ?? (await tokenOfGh({ env, host }))
  if (token === null) {
    throw new ForgeError(`there is no token for ${host}: set ${names.join(' or ')}, or log in with gh`, {
      reason: 'denied',
      hint: `gh auth login --hostname ${host}`,
    })
  }
  return token
}

function isHosted(host: string): boolean {
  return host === 'github.com' || host.endsWith('.ghe.com')
}

async function tokenOfGh({ env, host }: TokenPlace): Promise<string | null> {
  const { exitCode, stdout } = await execa('gh', ['auth', 'token', '--hostname', host], {
    env,
    extendEnv: false,
    stdin: 'ignore',
    stderr: 'ignore',
    timeout: GH_MS,
    reject: false,
  })
  const token = exitCode === 0 ? stdout.trim() : ''
  return /^\S+$/.test(token) ? token : null
}
