import type { ProjectRow } from '../../core/views/project-row.ts'
import type { Notice } from '../../ui/dashboard/model.ts'
import type { World } from '../../ui/dashboard/world.ts'
import type { CliIo } from '../io.ts'
import type { HostLink } from './host-link.ts'
import { openRemoteClient } from './remote-client.ts'
import { remoteHint } from './remote-command.ts'
import { giveTerminal } from './remote-terminal.ts'

/** Everything that the dashboard of another machine's project uses. Czar on that machine shows terminals and changes. */
export function openRemoteWorld(link: HostLink, row: Pick<ProjectRow, 'id' | 'project' | 'socket'>, io: CliIo): World {
  const { host } = link
  const show = async (words: readonly string[]): Promise<Notice | null> => {
    const status = await giveTerminal(host, [...words, '-p', row.project], io)
    return status === 0 ? null : { text: `czar ${words.join(' ')} on ${host.name} ended with ${status}`, isTrouble: true }
  }
  return {
    project: row.id,
    now: io.now,
    sayHint: hint => remoteHint(hint, host, row.project),
    czar: openRemoteClient(link, row),
    // A watchdog that gave up left its marks in files of the other machine. So they are not read here.
    whyGone: () => null,
    attach: (worker, { readOnly }) => show(['attach', worker, ...(readOnly ? ['--read-only'] : [])]),
    diff: worker => show(['diff', worker]),
  }
}
