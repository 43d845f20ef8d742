import { createHostLink } from '../../../../src/cli/hosts/host-link.ts'
import { openRemoteClient } from '../../../../src/cli/hosts/remote-client.ts'
import { hostOf } from '../../../../src/core/views/host.ts'

/** Asks a czar of another machine, prints its project, and stays. */
const link = createHostLink(hostOf('build'), { env: JSON.parse(process.argv[2] ?? '{}') })
const [row] = await link.list()
if (row === undefined) throw new Error('the host has no project')
console.log((await openRemoteClient(link, row).state()).project)
setInterval(() => {}, 60_000)
