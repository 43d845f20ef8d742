import { execa } from 'execa'

const SSH_MS = 5_000
const BY_SSH = /^(?<before>(?:(?:git\+)?ssh:\/\/)?(?:[^/:@]*@)?)(?<host>[^/:@]+)(?<after>(?::\d+)?\/.*|:(?!\/\/).*)$/i

/**
 * If the host of an address is an alias in the user's ssh configuration, such as in `git@github-work:owner/name`, returns the address with
 * the real host. Returns other addresses unchanged.
 */
export async function withoutAlias(address: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { before = '', host = '', after = '' } = BY_SSH.exec(address)?.groups ?? {}
  // The text before the colon may be part of a local path, or look like an option of ssh. Such a text is not a host.
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
