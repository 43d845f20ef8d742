import { keepCompiledCode } from '../keep-compiled-code.ts'
import { quietSqlite } from '../quiet-sqlite.ts'

// The program that a watchdog's shell runs after a supervisor has ended.
keepCompiledCode(process.env)
quietSqlite()
void start()

async function start(): Promise<void> {
  const [{ revive }, { processIo }] = await Promise.all([import('./revive.ts'), import('../process-io.ts')])
  await revive(process.argv.slice(2), processIo())
}
