import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SessionSnapshot } from '../../../../src/core/ports/terminal-port.ts'
import { until } from '../../../support/until.ts'
import type { Fleet } from './fleet.ts'

const PROGRAM = fileURLToPath(new URL('../fixtures/raw-reader.js', import.meta.url))

/** A program that turns on bracketed paste and stores every byte that it gets. */
export async function startRawReader(fleet: Fleet, name: string): Promise<SessionSnapshot & { bytes(): Promise<Buffer> }> {
  const file = join(fleet.directory, `${name}.bytes`)
  const session = await fleet.create(name, [process.execPath, PROGRAM, file])
  await until(
    async () => (await fleet.tmux.facts(session.pane)).bracketedPaste,
    value => value === true,
    { what: 'bracketed paste is on' },
  )
  return { ...session, bytes: () => readFile(file) }
}
