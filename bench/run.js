// Runs one bench by name, or lists them: npm run bench -- launch
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const names = readdirSync(here)
  .filter(file => file.endsWith('.ts'))
  .map(file => file.slice(0, -3))
const [name, ...words] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  process.stderr.write(`benches: ${names.join(', ')}\n`)
  process.exit(2)
}
process.exit(spawnSync(process.execPath, [`${here}${name}.ts`, ...words], { stdio: 'inherit' }).status ?? 1)
