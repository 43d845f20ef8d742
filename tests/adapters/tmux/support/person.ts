import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { until } from '../../../support/until.ts'
import type { Fleet } from './fleet.ts'

/** A person's terminal attached to a session: a real client in a pseudo-terminal of its own. */
export async function attachPerson(
  fleet: Fleet,
  { session, columns = 90, readOnly = false }: { session: string; columns?: number; readOnly?: boolean },
): Promise<{ type(text: string): void }> {
  const before = (await fleet.person('list-clients')).split('\n').length
  const attach = `stty cols ${columns} rows 20; exec tmux -S '${fleet.socketPath}' attach-session ${readOnly ? '-r' : ''} -t '=${session}'`
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' }
  const script = execa('script', ['-qfc', attach, '/dev/null'], { env, extendEnv: false, reject: false, buffer: false, stdin: 'pipe' })
  script.stdout.resume()
  onTestFinished(() => void script.kill('SIGKILL'))
  await until(async () => (await fleet.person('list-clients')).split('\n').length > before, Boolean, { what: 'the person is attached' })
  return { type: text => void script.stdin.write(text) }
}
