import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { TmuxLink } from '../../../../src/adapters/tmux/link/tmux-link.ts'
import { until } from '../../../support/until.ts'
import { PREFIX, startFleet } from '../support/fleet.ts'

/** A tmux whose control clients fail while the file `fail` exists. Each failure removes one line from the file. */
const FAILS = `#!/bin/sh
case " $* " in *" -C "*) if [ -s "\${0%/*}/fail" ]; then sed -i 1d "\${0%/*}/fail"; exit 1; fi ;; esac
exec tmux "$@"
`

it('a control client that is killed before it attaches is started again, and no lost server is reported', async () => {
  const fleet = await startFleet()
  const tmuxPath = join(fleet.directory, 'tmux-that-fails')
  await writeFile(tmuxPath, FAILS)
  await chmod(tmuxPath, 0o755)
  const address = { tmuxPath, socketPath: fleet.socketPath, env: { PATH: process.env['PATH'] ?? '' }, timeoutMs: 60_000 }
  const lost: unknown[] = []
  const ignore = () => {}
  const link = new TmuxLink(
    { address, sessionPrefix: PREFIX, historyLines: 100 },
    { onBytes: ignore, onGap: ignore, onWake: ignore, onAttached: async () => {}, onLost: server => lost.push(server) },
  )
  onTestFinished(() => link.close())
  const clients = async () => (await fleet.person('list-clients', '-F', '#{client_pid}')).split('\n').map(Number)
  const others = await clients()
  await link.start()
  await writeFile(join(fleet.directory, 'fail'), '1\n2\n3\n4\n5\n')
  const [own = 0] = (await clients()).filter(pid => !others.includes(pid))
  process.kill(own, 'SIGKILL')
  await until(clients, now => !now.includes(own))
  const { blocks } = await until(() => link.run([['display-message', '-p', 'here']], { what: 'asking' }))
  expect(blocks.at(-1)?.lines).toEqual(['here'])
  expect(lost).toEqual([])
})
