import { forwardSocket, type SocketForward } from '../../adapters/ssh/forward-socket.ts'
import { type RemoteRun, runOnHost } from '../../adapters/ssh/run-on-host.ts'
import { InternalError, ToolError } from '../../core/model/errors.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { Host } from '../../core/views/host.ts'
import { type ProjectRow, projectListSchema } from '../../core/views/project-row.ts'
import type { CliIo } from '../io.ts'
import { packageVersion } from '../package-root.ts'
import { ensurePrivateDirectory } from '../project/private-directory.ts'
import { isProjectName } from '../project/project-place.ts'
import { runtimeDir } from '../project/runtime-dir.ts'

/** The connections to another machine. */
export interface HostLink {
  readonly host: Host
  /** Lists the projects of the machine. Throws an error with the reason if that fails. The signal ends the wait early. */
  list(signal?: AbortSignal): Promise<readonly ProjectRow[]>
  /** Returns the path of a socket of this machine that is connected to the given socket of the other machine. */
  forward(socket: string): Promise<string>
  /** Runs czar on the machine. */
  run(words: readonly string[]): Promise<RemoteRun>
  /** Ends all connections. */
  close(): Promise<void>
}

const LIST_WITHIN_MS = 20_000
const RUN_WITHIN_MS = 120_000
const FORWARD_WITHIN_MS = 20_000

/** Prepares the connections to another machine. ssh starts only at the first request. */
export function createHostLink(host: Host, { env }: Pick<CliIo, 'env'>): HostLink {
  const forwards = new Map<string, Promise<SocketForward>>()
  let isClosed = false
  const target = { place: host.ssh, name: host.name, program: host.czar, env }

  async function begin(socket: string): Promise<SocketForward> {
    const directory = await ensurePrivateDirectory(runtimeDir(env))
    if (isClosed) throw new InternalError(`the connections to ${host.name} are closed`)
    return forwardSocket({ ...target, directory, remote: socket, withinMs: FORWARD_WITHIN_MS })
  }

  return {
    host,
    async list(signal) {
      return readList(await runOnHost({ ...target, words: ['projects', '--json', '--local'], withinMs: LIST_WITHIN_MS, signal }), host)
    },
    async forward(socket) {
      const before = forwards.get(socket)
      const open = await before?.catch(() => null)
      if (open != null && open.ended() === null) return open.path
      // If several calls come at the same time, they share one start of ssh.
      const begun = forwards.get(socket)
      const next = begun === undefined || begun === before ? begin(socket) : begun
      forwards.set(socket, next)
      return (await next).path
    },
    run: words => runOnHost({ ...target, words, withinMs: RUN_WITHIN_MS }),
    async close() {
      isClosed = true
      await Promise.all([...forwards.values()].map(forward => forward.then(open => open.close()).catch(() => {})))
    },
  }
}

/**
 * Reads the list of projects that czar printed on the other machine. The lines before the list may come from the shell's start-up files
 * there.
 */
function readList({ stdout, stderr, status }: RemoteRun, { name, ssh, czar }: Host): readonly ProjectRow[] {
  const line = stdout.split('\n').findLast(text => text.startsWith('{'))
  const said = line === undefined ? null : parseJson(line)
  const list = projectListSchema.safeParse(said)
  if (list.success) {
    return list.data.projects
      .filter(({ project }) => isProjectName(project))
      .map(row => ({ ...row, id: `${name}:${row.project}`, host: name }))
  }
  const version = typeof said === 'object' && said !== null && 'czar' in said ? ` (${plainText(String(said.czar), 40)})` : ''
  const words = plainText(stderr.trim().split('\n').at(0) ?? '', 200)
  const why = words === '' ? `its list of projects cannot be read (exit ${status})` : words
  throw new ToolError(`czar on ${name} has another version${version} than this one (${packageVersion()}): ${why}`, {
    command: ['ssh', ssh, czar, 'projects'],
    reason: 'refused',
    hint: `ssh ${ssh} ${czar} --version`,
  })
}
