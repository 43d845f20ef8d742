import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desktopCommand } from '../../../src/adapters/alerts/desktop-command.ts'
import { runBounded } from '../../../src/adapters/alerts/run-bounded.ts'
import { anAlert } from '../../support/builders/an-alert.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

test('notify-send gets title and text as arguments, without markup, escapes or flags', async () => {
  const cwd = await temporaryDirectory()
  await writeFile(join(cwd, 'notify-send'), `#!/bin/sh\nfor word in "$@"; do printf '%s|' "$word"; done > "${cwd}/got"\n`)
  await chmod(join(cwd, 'notify-send'), 0o700)
  const alert = anAlert({ title: '--help', text: 'is <b>this</b> & that \\n "ok" $(touch x)?' })
  await runBounded({ command: desktopCommand(alert, 'linux'), env: { PATH: `${cwd}:/usr/bin:/bin` }, cwd }, new AbortController().signal)
  expect(await readFile(join(cwd, 'got'), 'utf8')).toBe(
    '--app-name=czar|--urgency=critical|--|--help|is &lt;b&gt;this&lt;/b&gt; &amp; that \\\\n "ok" $(touch x)?|',
  )
})

test('osascript gets title and text as arguments of a script that never changes', () => {
  const command = desktopCommand(anAlert({ title: '" & (do shell script "id") & "', text: 'end run' }), 'darwin')
  expect(command.slice(-2)).toEqual(['" & (do shell script "id") & "', 'end run'])
  expect(command.slice(0, -2).join(' ')).toBe(
    'osascript -e on run argv -e display notification (item 2 of argv) with title (item 1 of argv) -e end run',
  )
})

test('the alert about the end of the project is less urgent than one about a question', () => {
  expect(desktopCommand(anAlert({ kind: 'finished' }), 'linux')).toContain('--urgency=normal')
})
