/**
 * Runs one program in this terminal: `node bench/behaviours/play.ts NAME`, where NAME is the name of its worker. The program records what
 * it does in the directory MARKS.
 */
import { openTerminal } from '../terminal/terminal.ts'
import { BEHAVIOURS } from './all.ts'
import { createActor } from './play/actor.ts'
import { openMarks, readMarks } from './play/marks.ts'
import { openPane } from './play/pane.ts'
import { readBrief } from './play/read-brief.ts'

const [name = ''] = process.argv.slice(2)
const behaviour = BEHAVIOURS[name]
if (behaviour === undefined) throw new Error(`no behaviour ${name}`)
const directory = process.env['MARKS'] ?? '.'
const before = readMarks(directory).filter(({ is }) => is === 'begins').length
const mark = openMarks(directory)
const pane = openPane(openTerminal(() => {}))
mark('begins')
for (;;) {
  const given = readBrief(await pane.next())
  if (given === null) {
    pane.say('I see.')
    continue
  }
  const actor = createActor({ pane, before, given, mark })
  // A worker that takes over another worker's task does it honestly.
  await (given.area === name ? behaviour.play(actor) : actor.workHonestly())
}
