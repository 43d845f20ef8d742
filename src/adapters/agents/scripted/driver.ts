import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AgentLaunch } from '../../../core/ports/agents-port.ts'
import { builtProgram } from '../../processes/built-program.ts'
import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { createObservations } from '../signals/observations.ts'
import { signalsDirectory, watchSignals } from '../signals/watch-signals.ts'
import { translateScripted } from './translate.ts'

/** An agent program for tests and demonstrations: a real terminal program that performs the steps that are written in its task. */
export const SCRIPTED: AgentModule = {
  createDriver: createScriptedDriver,
  measured: null,
  loadHeadless: null,
}

function createScriptedDriver({ inherited, note }: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => {
      const signals = signalsDirectory(launch.dir)
      await mkdir(signals, { recursive: true, mode: 0o700 })
      return {
        argv: [process.execPath, builtProgram('scripted-agent'), ...(launch.resume === null ? [] : ['--resume', launch.resume])],
        env: { SCRIPTED_MEMORY: memoryDirectory(launch), ...agentEnvironment(launch, inherited), CZAR_SIGNALS: signals },
      }
    },
    watch: async (launch, listener) => {
      const collected = createObservations(listener)
      const channel = await watchSignals(signalsDirectory(launch.dir), { translate: translateScripted, observe: collected.add, note })
      return { seen: collected.all, refresh: channel.refresh, close: channel.close }
    },
    readScreen: (profile, screen, title) => readByPatterns(profile, screen, title),
    asTaken: text => text,
  }
}

// The directory that stays the same at each start of the agent, so that after a restart the program knows that it has already crashed
// once.
function memoryDirectory(launch: AgentLaunch): string {
  return join(dirname(launch.dir), `scripted-memory-${launch.worker}`)
}
