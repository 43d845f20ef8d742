import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aTerminal, type Terminal } from '../../../support/builders/a-terminal.ts'
import { until } from '../../../support/until.ts'
import { type Fleet, startFleet } from '../support/fleet.ts'

async function attach(fleet: Fleet, session: string, { columns = 80, flags = '' } = {}): Promise<Terminal> {
  const terminal = await aTerminal({ columns })
  await terminal.run(`env -u TMUX tmux -u -T RGB -S '${fleet.socketPath}' attach-session ${flags} -t '=${session}'`)
  await terminal.shows('F12 back')
  return terminal
}

const bottomLine = (screen: string) => screen.trimEnd().split('\n').at(-1)

it('the status line names the worker and the key that leads back, and the key also if there is no room for more', async () => {
  const fleet = await startFleet()
  const { name, pane } = await fleet.create('a', ['cat'])
  const person = await attach(fleet, name)
  expect(bottomLine(await person.screen())).toMatch(/^ F12 back {2}test-worker-a {2,}prefix Ctrl-b$/)
  await fleet.person('copy-mode', '-t', pane)
  await person.shows('test-worker-a · scrolled: q goes on')
  await person.keys('q')
  await fleet.tmux.showWaiting(pane, true)
  await person.shows('a message of the czar waits until you are done')
  await fleet.tmux.showWaiting(pane, false)
  await until(person.screen, screen => !screen.includes('waits'))
  const reader = await attach(fleet, name, { flags: '-r' })
  await reader.shows('test-worker-a · read-only ')
  const phone = await attach(fleet, name, { columns: 20 })
  expect(bottomLine(await phone.screen())).toMatch(/^ F12 back {2}test-work/)
})

it('the status line neither shows nor runs what a program writes into its titles, and the terminal does not get it', async () => {
  const fleet = await startFleet()
  const touch = `#(touch '${join(fleet.directory, 'touched')}')`
  const hostile = `${touch}#[fg=red]HOSTILE`
  const titles = `\\033]0;${hostile}\\007\\033k${hostile}\\033\\\\\\033]52;c;SE9TVElMRQ==\\007`
  const colours = '\\033[38;2;1;2;3mall colours\\033[0m'
  const { name } = await fleet.create('a', ['sh', '-c', `printf "${titles}${colours}"; exec cat`])
  await until(
    () => fleet.signals,
    signals => signals.some(signal => signal.kind === 'title' && signal.title.includes('HOSTILE')),
  )
  const person = await attach(fleet, name)
  await person.shows('all colours')
  await person.resize(100, 30)
  await until(person.screen, screen => (bottomLine(screen)?.length ?? 0) > 90)
  expect(await person.screen()).not.toContain('HOSTILE')
  expect(await person.screen('-e')).toContain('38;2;1;2;3m')
  expect(await person.tmux('display-message', '-p', '-t', '=person:', '#{pane_title}')).not.toContain('HOSTILE')
  expect(await person.tmux('list-buffers')).toBe('')
  expect(await readdir(fleet.directory)).not.toContain('touched')
})

it('a text that a person pastes reaches the program in brackets, and modified keys arrive as such', async () => {
  const fleet = await startFleet()
  const asks = 'stty raw -echo; printf "\\033[?2004h\\033[>4;2mready"; exec cat -v'
  const { name, pane } = await fleet.create('a', ['sh', '-c', asks])
  const person = await aTerminal({ env: { TERM: 'xterm-256color' } })
  await person.tmux('set-option', '-s', 'extended-keys', 'on')
  await person.run(`env -u TMUX TERM=xterm-256color tmux -S '${fleet.socketPath}' attach-session -t '=${name}'`)
  await person.shows('ready')
  await person.keys('S-Enter')
  await until(
    () => fleet.tmux.capture(pane),
    screen => screen.includes('^[[13;2u'),
  )
  await person.tmux('set-buffer', 'two words')
  await person.tmux('paste-buffer', '-p', '-t', '=person:')
  await until(
    () => fleet.tmux.capture(pane),
    screen => screen.includes('^[[200~two words^[[201~'),
  )
})
