import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { keptTexts } from '../../adapters/status/files/newest-text.ts'
import type { JournalContent } from './journal-content.ts'

/**
 * Archives a journal whose loss of events a person has accepted. Copies the journal, and moves everything that was made from the lost
 * events. Otherwise the status, texts and signals of the lost events would mislead the czar that starts next.
 */
export function archiveDamaged(projectDir: string, content: Pick<JournalContent, 'state' | 'started'>, now: number): void {
  const target = join(projectDir, 'damaged', new Date(now).toISOString().replace(/[:.]/g, '-'))
  const within = (name: string) => {
    mkdirSync(dirname(join(target, name)), { recursive: true, mode: 0o700 })
    return [join(projectDir, name), join(target, name)] as const
  }
  for (const name of ['journal.sqlite', 'journal.sqlite-wal']) {
    if (existsSync(join(projectDir, name))) copyFileSync(...within(name))
  }
  for (const name of ['status.json', 'inbox', ...unknownTexts(projectDir, content), ...unknownAgents(projectDir, content)]) {
    if (existsSync(join(projectDir, name))) renameSync(...within(name))
  }
}

function unknownTexts(projectDir: string, { state }: Pick<JournalContent, 'state'>): readonly string[] {
  const unknown = keptTexts(projectDir).filter(number => number > state.counters.messages)
  return unknown.map(number => `texts/m${number}.txt`)
}

function unknownAgents(projectDir: string, { started }: Pick<JournalContent, 'started'>): readonly string[] {
  return namesIn(join(projectDir, 'agents')).flatMap(worker =>
    namesIn(join(projectDir, 'agents', worker))
      .filter(incarnation => Number(incarnation) > (started.get(worker) ?? 0))
      .map(incarnation => `agents/${worker}/${incarnation}`),
  )
}

function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : []
}
