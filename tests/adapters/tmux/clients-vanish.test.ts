import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aTerminal } from '../../support/builders/a-terminal.ts'
import { until } from '../../support/until.ts'
import { startFleet } from './support/fleet.ts'

it('terminals that vanish while they attach do not harm the tmux server and its programs', async () => {
  const fleet = await startFleet()
  const { name, pane } = await fleet.create('a', ['sh', '-c', 'printf "\\033[?25lready"; exec cat'])
  await until(
    () => fleet.tmux.capture(pane),
    screen => screen.includes('ready'),
  )
  const server = await fleet.person('display-message', '-p', '-t', `=${name}:`, '#{pid} #{pane_pid}')
  const person = await aTerminal()
  // tmux 3.3a died in 1 of about 40 runs when a hook outlived the client that triggered it.
  const vanish = `timeout --foreground -s KILL 0.0$((round % 3))$((round % 9 + 1)) tmux -u -S '${fleet.socketPath}' attach-session -t '=${name}'`
  const through = join(fleet.directory, 'through')
  await person.run(
    `unset TMUX; round=0; while [ $round -lt 150 ]; do ${vanish} 2>/dev/null; round=$((round + 1)); done; touch '${through}'`,
  )
  // The screen does not show this. The server keeps the screen, and may clear it, until it notices that the last client has gone.
  await until(() => existsSync(through))
  await until(
    () => fleet.person('list-clients', '-t', `=${name}`),
    clients => clients === '',
  )
  expect(await fleet.person('display-message', '-p', '-t', `=${name}:`, '#{pid} #{pane_pid}')).toBe(server)
})
