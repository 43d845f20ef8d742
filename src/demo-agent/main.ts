import { runAgent } from './run-agent.ts'
import { readSettings } from './settings.ts'

runAgent(readSettings(process.env, process.argv.slice(2)))
