import { mkdir } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AgentLaunch } from '../../../core/model/ports.ts'
import type { AgentDriver, AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { createObservations } from '../signals/observations.ts'
import { signalsDirectory, watchSignals } from '../signals/watch-signals.ts'
import { translateScripted } from './translate.ts'

/** The scripted agent program: a real terminal program that carries out the steps written in its task. */
export function createScriptedDriver({ inherited, note }: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => {
      const signals = signalsDirectory(launch.dir)
      await mkdir(signals, { recursive: true, mode: 0o700 })
      return {
        argv: [process.execPath, programPath(), ...(launch.resume === null ? [] : ['--resume', launch.resume])],
        env: { SCRIPTED_MEMORY: memoryDirectory(launch), ...agentEnvironment(launch, inherited), CZAR_SIGNALS: signals },
      }
    },
    watch: async (launch, listener) => {
      const account = createObservations(listener)
      const channel = await watchSignals(signalsDirectory(launch.dir), { translate: translateScripted, observe: account.add, note })
      return { seen: account.all, refresh: channel.refresh, close: channel.close }
    },
    readScreen: readByPatterns,
    asTaken: text => text,
  }
}

// Beside the incarnations' directories: the next incarnation must know that the last one has crashed already.
function memoryDirectory(launch: AgentLaunch): string {
  return join(dirname(launch.dir), `scripted-memory-${launch.worker}`)
}

// Always the built program: tests run this file from src/, where a plain Node would not start a program in TypeScript quickly.
function programPath(): string {
  const here = fileURLToPath(new URL('program/main.js', import.meta.url))
  return here.replace(`${sep}src${sep}adapters${sep}`, `${sep}dist${sep}adapters${sep}`)
}
