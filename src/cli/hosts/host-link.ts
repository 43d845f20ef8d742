import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { forwardSocket, type SocketForward } from '../../adapters/ssh/forward-socket.ts'
import { type RemoteRun, runOnHost } from '../../adapters/ssh/run-on-host.ts'
import { ToolError } from '../../core/model/errors.ts'
import type { Host } from '../../core/model/host.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { type ProjectRow, projectListSchema } from '../../core/views/project-row.ts'
import type { CliIo } from '../io.ts'
import { packageVersion } from '../package-root.ts'
import { ensurePrivateDirectory } from '../project/private-directory.ts'
import { isProjectName } from '../project/project-place.ts'
import { runtimeDir } from '../project/runtime-dir.ts'

/** The connections to another machine. */
export interface HostLink {
  readonly host: Host
  /** The projects of the machine. Throws an error that says why they cannot be listed. */
  list(): Promise<readonly ProjectRow[]>
  /** The path of a socket of this machine that leads to this socket of the other. */
  forward(socket: string): Promise<string>
  /** Runs czar on the machine. */
  run(words: readonly string[]): Promise<RemoteRun>
  /** Ends all connections. */
  close(): Promise<void>
}

const LIST_WITHIN_MS = 20_000
const RUN_WITHIN_MS = 120_000
const FORWARD_WITHIN_MS = 20_000

/** Prepares the connections to another machine. ssh runs only when something is asked. */
export function createHostLink(host: Host, { env }: Pick<CliIo, 'env'>): HostLink {
  const forwards = new Map<string, Promise<SocketForward>>()
  const order = { place: host.ssh, name: host.name, program: host.czar, env }
  let directory: Promise<string> | null = null
  let number = 0

  async function begin(socket: string): Promise<SocketForward> {
    directory ??= ensurePrivateDirectory(runtimeDir(env)).then(path => mkdtemp(join(path, 'ssh-')))
    number += 1
    const name = String(number)
    const local = join(await directory, name)
    return forwardSocket({ ...order, local, remote: socket, withinMs: FORWARD_WITHIN_MS })
  }

  return {
    host,
    list: async () => readList(await runOnHost({ ...order, words: ['projects', '--json', '--local'], withinMs: LIST_WITHIN_MS }), host),
    async forward(socket) {
      const open = await forwards.get(socket)?.catch(() => null)
      if (open != null && open.ended() === null) return open.path
      const begun = begin(socket)
      forwards.set(socket, begun)
      return (await begun).path
    },
    run: words => runOnHost({ ...order, words, withinMs: RUN_WITHIN_MS }),
    async close() {
      await Promise.all([...forwards.values()].map(forward => forward.then(open => open.close()).catch(() => {})))
      if (directory !== null) await rm(await directory, { recursive: true, force: true }).catch(() => {})
    },
  }
}

/** Reads the list that czar of the other machine has printed. Lines before it may come from the start-up files of the shell there. */
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
  throw new ToolError(`czar on ${name} is of another version${version} than this one (${packageVersion()}): ${why}`, {
    command: ['ssh', ssh, czar, 'projects'],
    reason: 'refused',
    hint: `ssh ${ssh} ${czar} --version`,
  })
}
