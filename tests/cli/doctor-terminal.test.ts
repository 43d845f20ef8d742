import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { examineTerminal } from '../../src/cli/doctor/terminal.ts'
import { findProgram } from '../../src/cli/project/find-program.ts'
import { temporaryDirectory } from '../support/temporary.ts'

const HINT = 'apt-get install bsdutils util-linux   # elsewhere: util-linux, util-linux-script'

/** A PATH with only these programs: those of this machine, or a script with this text. */
async function pathWith(programs: Readonly<Record<string, string | true>>): Promise<string> {
  const bin = join(await temporaryDirectory(), 'bin with blank')
  mkdirSync(bin)
  for (const [name, text] of Object.entries({ true: true, ...programs } as const)) {
    if (text === true) symlinkSync((await findProgram(name, process.env['PATH'] ?? '')) ?? name, join(bin, name))
    else writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  }
  return bin
}

test('with the programs of util-linux, czar web can show a terminal', async () => {
  expect(await examineTerminal({ PATH: process.env['PATH'] })).toEqual({
    ...{ name: 'terminal', state: 'good', says: 'czar web can show a terminal', hint: null },
  })
})

test.each([
  ['both are missing', {}, 'script is not on PATH, setpriv is not on PATH'],
  ['one is missing', { setpriv: true }, 'script is not on PATH'],
  [
    'script is that of macOS',
    { setpriv: true, script: 'echo "script: illegal option -- -" >&2; exit 1' },
    'script is not the one of util-linux',
  ],
  ['script knows no version but succeeds', { setpriv: true, script: 'exit 0' }, 'script is not the one of util-linux'],
  [
    'setpriv is that of BusyBox',
    { script: true, setpriv: 'echo "unrecognized option" >&2; exit 1' },
    'setpriv is not the one of util-linux',
  ],
])('a machine where %s gets a note and the command that installs them', async (_what, programs, problem) => {
  const found = await examineTerminal({ PATH: await pathWith(programs as Record<string, string | true>) })
  expect(found).toEqual({ name: 'terminal', state: 'note', says: `czar web cannot show a terminal: ${problem}`, hint: HINT })
})

test('without PATH the programs count as missing', async () => {
  expect(await examineTerminal({})).toMatchObject({ state: 'note', says: expect.stringContaining('script is not on PATH, setpriv') })
})
