import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { aTerminal, type Terminal } from '../../../support/builders/a-terminal.ts'
import { until } from '../../../support/until.ts'
import { type Fleet, startFleet } from '../support/fleet.ts'

const SHOWS_SIZE = fileURLToPath(new URL('../fixtures/shows-its-size.sh', import.meta.url))

async function aWorker(fleet: Fleet, name = 'a'): Promise<{ session: string; has(size: string): Promise<unknown> }> {
  const { pane, name: session } = await fleet.create(name, ['sh', SHOWS_SIZE])
  const has = (size: string) =>
    until(
      () => fleet.tmux.capture(pane),
      screen => screen.includes(`row 1 of ${size}\n`),
      { what: `its size is ${size}` },
    )
  await has('200x50')
  return { session, has }
}

async function attach(fleet: Fleet, session: string, { columns = 80, rows = 24, flags = '' } = {}): Promise<Terminal> {
  const terminal = await aTerminal({ columns, rows })
  await terminal.run(`env -u TMUX tmux -u -S '${fleet.socketPath}' attach-session ${flags} -t '=${session}'`)
  await terminal.shows('F12 back')
  return terminal
}

it('a window takes the size of the terminal in which a person can type, and its own size when the person leaves', async () => {
  const fleet = await startFleet()
  const { session, has } = await aWorker(fleet)
  const person = await attach(fleet, session)
  await has('80x23')
  await person.resize(120, 40)
  await has('120x39')
  await person.keys('F12')
  await has('200x50')
})

it("of two people who can type, the smaller terminal counts; a read-only person's does not, and a terminal may vanish", async () => {
  const fleet = await startFleet()
  const { session, has } = await aWorker(fleet)
  const reader = await attach(fleet, session, { flags: '-r' })
  expect(await fleet.person('display-message', '-p', '-t', `=${session}:`, '#{window_width}x#{window_height}')).toBe('200x50')
  await reader.shows('> the prompt')
  const large = await attach(fleet, session, { columns: 150, rows: 40 })
  await has('150x39')
  const small = await attach(fleet, session, { columns: 100, rows: 45 })
  await has('100x39')
  await small.close()
  await has('150x39')
  await large.close()
  await has('200x50')
  await reader.shows('> the prompt')
})

it('in a terminal of any size the prompt is visible, and no terminal makes the window too small to read', async () => {
  const fleet = await startFleet()
  const { session, has } = await aWorker(fleet)
  const person = await attach(fleet, session, { columns: 20, rows: 5 })
  await has('60x15')
  expect(await person.shows('> the prompt')).toContain('row 14 of 60x15')
  await person.resize(18, 4)
  await until(
    () => fleet.person('list-clients', '-F', '#{client_width}'),
    widths => widths.split('\n').includes('18'),
  )
  await person.shows('> the prompt')
})

it("when a person switches to another worker, the first worker's window gets its own size back", async () => {
  const fleet = await startFleet()
  const [first, second] = [await aWorker(fleet, 'a'), await aWorker(fleet, 'b')]
  const person = await attach(fleet, first.session)
  await first.has('80x23')
  await person.keys('C-b', ')')
  await Promise.all([first.has('200x50'), second.has('80x23')])
})
