import { keepCompiledCode } from '../keep-compiled-code.ts'
import { quietSqlite } from '../quiet-sqlite.ts'
import { restoreArenas } from '../small-memory.ts'

// The detached supervisor is a program of its own, because it runs for days and needs no command line parser.
keepCompiledCode(process.env)
restoreArenas(process.env)
quietSqlite()
void start()

async function start(): Promise<void> {
  const [{ superviseDetached }, { processIo }] = await Promise.all([import('./supervise-detached.ts'), import('../process-io.ts')])
  await superviseDetached(processIo())
}
