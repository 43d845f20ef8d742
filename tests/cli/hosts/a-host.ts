import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { serveApi } from '../../../src/api/serve-api.ts'
import { socketsOf } from '../../../src/cli/project/runtime-dir.ts'
import type { StatusView } from '../../../src/core/views/status.ts'
import { type FakeDoor, fakeDoor } from '../../api/fake-door.ts'
import { aStandInSsh, type StandInHost, type StandInSsh } from '../../support/a-stand-in-ssh.ts'
import { aView, aWorkerView } from '../../support/builders/a-view.ts'
import { aStateDir, type TestState } from '../support/a-state-dir.ts'

export interface TwoMachines {
  readonly ssh: StandInSsh
  /** This machine, with the stand-in for ssh on its search path. */
  readonly here: TestState & { readonly env: Readonly<Record<string, string>> }
  /** The machine `build`. */
  readonly there: TestState
  readonly build: StandInHost
  /** Writes the person's config file. */
  readonly configure: (yaml: string) => void
}

/** This machine and the machine `build`, each with a state directory of its own. */
export async function twoMachines(): Promise<TwoMachines> {
  const [own, there] = [await aStateDir(), await aStateDir()]
  const ssh = await aStandInSsh()
  const here = { ...own, env: { ...own.env, PATH: ssh.path } }
  const build: StandInHost = { env: { ...there.env, PATH: ssh.pathWithCzar } }
  ssh.setHosts({ build })
  const configure = (yaml: string) => {
    const directory = join(own.env['HOME'] ?? '', '.config', 'czar')
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, 'config.yaml'), yaml)
  }
  return { ssh, here, there, build, configure }
}

/** Makes a project with a czar that answers, and one attention item. */
export async function aLiveProject(
  state: TestState,
  name: string,
  since: string,
): Promise<FakeDoor & { readonly close: () => Promise<void> }> {
  const attention = [{ key: 'asks:api', worker: 'api', text: `${name} asks`, hint: 'czar answer api "…"', since }]
  const view: Partial<StatusView> = { project: name, workers: { api: aWorkerView() }, attention }
  const directory = await state.project(name, { view: aView(view) })
  const door = fakeDoor()
  door.become(view)
  const { api, directory: sockets } = socketsOf(directory, name, state.env)
  mkdirSync(sockets, { recursive: true, mode: 0o700 })
  const server = await serveApi(door, { socketPath: api })
  let isOpen = true
  const close = async () => {
    if (isOpen) await server.close()
    isOpen = false
  }
  onTestFinished(close)
  return { ...door, close }
}
