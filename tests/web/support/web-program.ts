import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Fleet } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'

const BIN = fileURLToPath(new URL('../../../bin/czar.js', import.meta.url))

export interface WebProgram {
  readonly link: string
  readonly origin: string
  readonly pid: number
  /** Ends the program as Ctrl-C does. */
  readonly end: () => Promise<void>
}

/** Runs `czar web` as a user does. Returns the link that it prints. It ends with the test. */
export async function aWebProgram({ env, directory }: Pick<Fleet, 'env' | 'directory'>, ...words: readonly string[]): Promise<WebProgram> {
  const child = spawn(process.execPath, [BIN, 'web', '--port', '0', ...words], { env, cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
  const end = () =>
    new Promise<void>(resolve => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  onTestFinished(end)
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', text => (said += text))
  const [link = ''] = await until(
    () => /http:\S+\/enter\?token=\S+/.exec(said) ?? [said],
    ([text = '']) => text.startsWith('http'),
  )
  return { link, origin: new URL(link).origin, pid: child.pid ?? -1, end }
}
