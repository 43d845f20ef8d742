import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { writeStatus } from '../../../src/adapters/status/write-status.ts'
import type { Event } from '../../../src/core/events/event.ts'
import type { StatusView } from '../../../src/core/views/status.ts'
import { COMPILED_CODE } from '../../support/compiled-code.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { NOW } from './run-in-process.ts'

export interface TestState {
  readonly root: string
  readonly env: Readonly<Record<string, string>>
  /** Makes a project's directory with a status file and, when events are given, a journal. */
  readonly project: (name: string, content?: { view?: StatusView; events?: readonly Event[] }) => Promise<string>
}

/** A state directory and a runtime directory that only this test uses. */
export async function aStateDir(): Promise<TestState> {
  const root = await temporaryDirectory()
  const runtime = join(root, 'run')
  await mkdir(runtime, { mode: 0o700 })
  return {
    root: join(root, 'state'),
    env: { CZAR_STATE_DIR: join(root, 'state'), XDG_RUNTIME_DIR: runtime, HOME: root, ...COMPILED_CODE },
    project: async (name, { view, events } = {}) => {
      const directory = join(root, 'state', name)
      await mkdir(join(directory, 'workers'), { recursive: true, mode: 0o700 })
      if (view) writeStatus(directory, view)
      if (events) appendEvents(directory, events)
      return directory
    },
  }
}

/** Adds events to a journal. The last event happens now, and the others happened a second ago. */
export function appendEvents(projectDir: string, events: readonly Event[]): void {
  const journal = openJournal({ projectDir })
  journal.append(events.slice(0, -1), NOW - 1_000)
  journal.append(events.slice(-1), NOW)
  journal.close()
}
