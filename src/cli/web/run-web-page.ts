import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { renderUnicodeCompact } from 'uqr'
import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { serveWeb, type WebOptions } from '../../ui/web/server/serve-web.ts'
import { chooseHosts } from '../hosts/choose-hosts.ts'
import { findRemoteProject } from '../hosts/find-remote-project.ts'
import { watchHosts } from '../hosts/watch-hosts.ts'
import { packageRoot } from '../package-root.ts'
import { chooseProject } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import type { WebCommand } from '../verbs/look/web.ts'
import { makeWebDoor } from './make-web-door.ts'
import { pageToken } from './page-token.ts'

/** Serves the page until a person ends the command. */
export async function runWebPage(command: WebCommand): Promise<void> {
  const { io, project, port, listen, readOnly, qr } = command
  const tls = readTls(command)
  const proxy = readProxy(command.proxyHeader)
  if (!isLoopback(listen) && tls === null && proxy === null) throw notEncrypted(command)
  const hosts = project === undefined ? await chooseHosts(command, io) : []
  const remote = await findRemoteProject(project, command, io)
  const only = remote?.row.id ?? (project === undefined ? null : (await chooseProject(project, io)).name)
  const { token, whyNotKept } = pageToken({
    stateDir: stateDir(io.env),
    scope: { isReadOnly: readOnly, project: only },
    isNew: command.newToken,
  })
  const options: WebOptions = {
    host: listen,
    port,
    tls,
    proxy,
    address: readAddress(command.address),
    isReadOnly: readOnly,
    token,
    pageDirectory: join(packageRoot, 'dist', 'web'),
  }
  const others = watchHosts(remote === null ? hosts : [remote.link.host], io)
  const server = await serveWeb(makeWebDoor(io, only, others), options)
  const code = qr && io.stdout.isTerminal ? `${renderUnicodeCompact(server.link)}\n` : ''
  io.stdout.write(`${code}${server.link}\n`)
  io.stdout.write(
    `${readOnly ? 'It is read-only. ' : ''}Anybody with this link can ${readOnly ? 'look' : 'steer your agents'}. Ctrl-C ends the page.\n`,
  )
  if (whyNotKept !== null) io.stderr.write(`The next start prints another link, because this one cannot be kept: ${whyNotKept}\n`)
  await new Promise<void>(resolve => {
    const forget = io.onInterrupt(() => {
      forget()
      resolve()
    })
  })
  await server.close()
  await others.close()
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host)
}

/** The error for a page that anybody in the network could read and steer. */
function notEncrypted({ port, listen }: WebCommand): PreconditionError {
  const place = `${userInfo().username}@${hostname()}`
  return new PreconditionError(
    `the page is not served at ${listen} without encryption: everybody in that network could read it and steer your agents`,
    {
      details: [
        'Either give --tls-cert and --tls-key, or --proxy-header with the header that your own proxy sets.',
        'Or leave out --listen, and reach the page through ssh:',
      ],
      hint: `ssh -L ${port}:127.0.0.1:${port} ${place} czar web --port ${port}`,
    },
  )
}

function readTls({ tlsCert, tlsKey }: WebCommand): WebOptions['tls'] {
  if (tlsCert === undefined && tlsKey === undefined) return null
  if (tlsCert === undefined || tlsKey === undefined)
    throw new UsageError('--tls-cert and --tls-key belong together', { hint: 'czar web --help' })
  return { cert: readPem(tlsCert), key: readPem(tlsKey) }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new PreconditionError(`${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      hint: `ls -l ${shellWord(file)}`,
      cause,
    })
  }
}

function readProxy(header: string | undefined): WebOptions['proxy'] {
  if (header === undefined) return null
  const [name = '', ...value] = header.split('=')
  if (!/^[\w-]+$/.test(name))
    throw new UsageError(`"${header}" is not a header: NAME or NAME=VALUE`, { hint: 'czar web --proxy-header x-forwarded-proto=https' })
  return { header: name.toLowerCase(), value: value.length === 0 ? null : value.join('=') }
}

function readAddress(address: string | undefined): string | null {
  if (address === undefined) return null
  const url = URL.parse(address)
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin
  throw new UsageError(`"${address}" is not the address of a page: http://HOST or https://HOST, with a port if it has one`, {
    hint: 'czar web --address https://czar.example.org',
  })
}
