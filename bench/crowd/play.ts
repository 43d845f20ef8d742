/**
 * Runs one of the test programs in this terminal: `node bench/crowd/play.ts composer/grey-hint`. The program writes its log to the
 * directory CROWD_LOG.
 */

import { openLog } from '../terminal/log.ts'
import { openTerminal } from '../terminal/terminal.ts'
import type { Program } from './program.ts'

const [name = ''] = process.argv.slice(2)
const { program } = (await import(`./programs/${name}.ts`)) as { program: Program }
await program.play?.(openTerminal(openLog(process.env['CROWD_LOG'] ?? '.')))
