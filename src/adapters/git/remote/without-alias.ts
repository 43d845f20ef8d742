import { execa } from 'execa'

const SSH_MS = 5_000
const BY_SSH = /^(?<before>(?:(?:git\+)?ssh:\/\/)?(?:[^/:@]*@)?)(?<host>[^/:@]+)(?<after>(?::\d+)?\/.*|:(?!\/\/).*)$/i

/**
 * An address whose host is an alias in the user's ssh configuration, such as `git@github-work:owner/name`, with the real
 * host. Other addresses stay as they are.
 */
export async function withoutAlias(address: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { before = '', host = '', after = '' } = BY_SSH.exec(address)?.groups ?? {}
  // A local path may contain a colon too, and an option is not a host.
  if (host === '' || host.startsWith('-') || host.startsWith('.')) return address
  const { stdout, exitCode } = await execa('ssh', ['-G', host], {
    env,
    extendEnv: false,
    stdin: 'ignore',
    stderr: 'ignore',
    timeout: SSH_MS,
    reject: false,
  })
  const name = exitCode === 0 ? /^hostname (\S+)$/m.exec(stdout)?.[1] : undefined
  return name === undefined ? address : `${before}${name}${after}`
}
