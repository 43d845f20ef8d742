import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installed } from './support/installed.ts'
import { realAgents } from './support/programs/all.ts'
import { playSitting } from './support/recording/play-sitting.ts'
import { sittingsOf } from './support/recording/sittings.ts'

const RECORDINGS = fileURLToPath(new URL('../adapters/agents/screen/recordings', import.meta.url))

/**
 * Records the screens of one program again, for example with `node tests/agents/record.ts claude drafts`: all of them, or those of the
 * named scripts.
 */
const [name, ...chosen] = process.argv.slice(2)
const agent = realAgents.find(each => each.name === name)
if (agent === undefined) throw new Error(`name one of ${realAgents.map(each => each.name).join(', ')}`)
const version = process.env['CZAR_AGENT_VERSION'] ?? agent.version
const program = await installed({ ...agent, version })
mkdirSync(RECORDINGS, { recursive: true })
let failures = 0
for (const sitting of sittingsOf(agent.name)) {
  if (chosen.length > 0 && !chosen.includes(sitting.name)) continue
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'czar-')))
  try {
    await playSitting({ agent, version, program, root, sitting }, (shows, text) => {
      writeFileSync(join(RECORDINGS, `${agent.name}-${version}-${shows}.txt`), text)
      console.log(`${agent.name} ${version}: ${shows}`)
    })
  } catch (error) {
    failures++
    console.error(`${agent.name} ${version}, sitting ${sitting.name}: ${(error as Error).message}`)
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
}
process.exit(failures === 0 ? 0 : 1)
