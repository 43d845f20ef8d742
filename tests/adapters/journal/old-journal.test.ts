import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { chainChecksum } from '../../../src/adapters/journal/checksum.ts'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { replay } from '../../../src/cli/compose/open-czar.ts'
import { decide } from '../../../src/core/policy/decide/decide.ts'
import { fold } from '../../../src/core/state/fold.ts'
import { aProject } from '../../support/builders/a-project.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

/** Events as the first version of czar wrote them: without accounts, budgets, leases, trees or limits. */
const EARLY_EVENTS = [
  '{"kind":"czar.started","epoch":1,"pid":7,"host":"old","version":"0.0.1"}',
  `{"kind":"project.loaded","project":{"name":"sample","file":"/project.yaml","repo":"/repository","base":"main","worktreesDir":"/worktrees",
    "concurrency":1,"workers":[{"id":"one","agent":"scripted","branch":"feat/one","task":{"text":"one","sha256":"one","file":null},
    "owns":[],"accept":[],"dependsOn":[]}],"bonus":[],"agents":{},"policy":{"idleAfterMs":30000}}}`.replaceAll(/\n */g, ''),
  '{"kind":"worktree.ready","worker":"one","path":"/worktrees/one","branch":"feat/one","startSha":"start"}',
  '{"kind":"agent.started","worker":"one","incarnation":1,"server":"s","session":"$1","pane":"%1","pid":9}',
  '{"kind":"agent.ready","worker":"one","incarnation":1,"evidence":"hook","strength":"exact"}',
  '{"kind":"agent.wished_upon_a_star","worker":"one","wish":"a kind of event that is no more"}',
  '{"kind":"report.received","worker":"one","report":{"seq":1,"at":1,"kind":"note","text":"hello"}}',
  '{"kind":"git.observed","worker":"one","activity":{"branch":"feat/one","head":"start","files":[],"dirty":0}}',
]

test('fault 11: the journal of an early czar is opened, replayed and continued', async () => {
  const projectDir = await temporaryDirectory()
  writeEarlyJournal(projectDir)
  const journal = openJournal({ projectDir })
  onTestFinished(() => journal.close())
  const old = replay(journal)
  expect(old.workers).toMatchObject({ one: { agent: { incarnation: 1, exit: null }, worktree: { path: '/worktrees/one' }, reportSeq: 1 } })

  const news = journal.append(
    [
      { kind: 'czar.started', epoch: journal.epoch, pid: 1, host: 'new', version: '1' },
      { kind: 'project.loaded', project: aProject() },
    ],
    10_000,
  )
  const { decisions } = decide(news.reduce(fold, old), 10_000)
  expect(decisions.map(({ reason }) => reason)).toContain('its agent is ready')
  expect(journal.verify()).toBe(EARLY_EVENTS.length + 2)
})

function writeEarlyJournal(projectDir: string): void {
  mkdirSync(projectDir, { recursive: true })
  const database = new DatabaseSync(join(projectDir, 'journal.sqlite'))
  database.exec(`PRAGMA user_version = 1;
    CREATE TABLE event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, payload TEXT NOT NULL, checksum TEXT NOT NULL) STRICT;
    CREATE TABLE supervision (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), epoch INTEGER NOT NULL) STRICT;
    INSERT INTO supervision VALUES (1, 1);`)
  let previous = ''
  EARLY_EVENTS.forEach((payload, index) => {
    const row = { seq: index + 1, at: 1_000 + index, payload }
    previous = chainChecksum(previous, row)
    database.prepare('INSERT INTO event VALUES (?, ?, ?, ?)').run(row.seq, row.at, payload, previous)
  })
  database.close()
}
