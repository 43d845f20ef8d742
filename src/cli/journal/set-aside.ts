import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { keptTexts } from '../../adapters/status/files/newest-text.ts'
import type { JournalAccount } from './journal-account.ts'

/**
 * Copies away a shortened journal that a person accepts, together with everything that was made from the lost part. Otherwise the status,
 * texts and signals of the lost part would mislead the czar that starts next.
 */
export function setAside(projectDir: string, account: Pick<JournalAccount, 'state' | 'started'>, now: number): void {
  const target = join(projectDir, 'damaged', new Date(now).toISOString().replace(/[:.]/g, '-'))
  const within = (name: string) => {
    mkdirSync(dirname(join(target, name)), { recursive: true, mode: 0o700 })
    return [join(projectDir, name), join(target, name)] as const
  }
  for (const name of ['journal.sqlite', 'journal.sqlite-wal']) {
    if (existsSync(join(projectDir, name))) copyFileSync(...within(name))
  }
  for (const name of ['status.json', 'inbox', ...unknownTexts(projectDir, account), ...unknownAgents(projectDir, account)]) {
    if (existsSync(join(projectDir, name))) renameSync(...within(name))
  }
}

function unknownTexts(projectDir: string, { state }: Pick<JournalAccount, 'state'>): readonly string[] {
  const unknown = keptTexts(projectDir).filter(number => number > state.counters.messages)
  return unknown.map(number => `texts/m${number}.txt`)
}

function unknownAgents(projectDir: string, { started }: Pick<JournalAccount, 'started'>): readonly string[] {
  return namesIn(join(projectDir, 'agents')).flatMap(worker =>
    namesIn(join(projectDir, 'agents', worker))
      .filter(incarnation => Number(incarnation) > (started.get(worker) ?? 0))
      .map(incarnation => `agents/${worker}/${incarnation}`),
  )
}

function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : []
}
