import { type ApiClient, createApiClient } from '../../api/client.ts'
import { NoCzarError } from '../../api/no-czar-error.ts'
import { type CzarError, ToolError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { ProjectRow } from '../../core/views/project-row.ts'
import type { HostLink } from './host-link.ts'

/** Connects to the czar of a project of another machine. If the connection breaks off, the next call makes it again. */
export function openRemoteClient(link: HostLink, { id, socket }: Pick<ProjectRow, 'id' | 'socket'>): ApiClient {
  const launch = `ssh -t ${link.host.ssh} ${shellWord(`${link.host.czar} launch FILE`)}`
  async function ask<Answer>(call: (client: ApiClient) => Promise<Answer>): Promise<Answer> {
    const socketPath = await link.forward(socket)
    try {
      return await call(createApiClient({ socketPath, project: id, launchHint: () => launch }))
    } catch (error) {
      // ssh accepts every connection. If nothing listens at the other end, ssh closes the connection again.
      if (error instanceof NoCzarError || (error instanceof ToolError && error.reason === 'server-gone')) throw gone(error)
      throw error
    }
  }
  const gone = (cause: CzarError) => new NoCzarError(`no czar answers for ${id}`, { hint: launch, cause })
  return {
    state: () => ask(client => client.state()),
    position: () => ask(client => client.position()),
    perform: command => ask(client => client.perform(command)),
    events: after => ask(client => client.events(after)),
    stream: (after, listener) => ask(client => client.stream(after, listener)),
    watch: (listener, options) => ask(client => client.watch(listener, options)),
    watchScreen: (worker, listener) => ask(client => client.watchScreen(worker, listener)),
  }
}
