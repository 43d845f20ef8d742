import { join } from 'node:path'
import { aFleet, type Fleet } from '../a-fleet.ts'
import { isAlive } from '../is-alive.ts'
import { until } from '../until.ts'
import { aForge, type Forge } from './a-forge.ts'

/** A fleet whose remote `origin` is a repository on the stand-in for GitHub. `policy` is the text below `policy:` in the project file. */
export async function aFleetOnForge(tasks: string, policy: string): Promise<{ readonly forge: Forge; readonly fleet: Fleet }> {
  const forge = await aForge()
  const fleet = await aFleet('')
  const address = forge.make('acme/shop')
  fleet.git('remote', 'add', 'origin', address)
  pushMain({ forge, fleet })
  fleet.env['GH_ENTERPRISE_TOKEN'] = forge.token
  fleet.configure(`remote: origin\npolicy:\n${policy}workers:\n${tasks}`)
  return { forge, fleet }
}

/** Pushes the main branch. Git uses a path instead of HTTP, because the stand-in runs in this process, which waits for git. */
export function pushMain({ forge, fleet }: { readonly forge: Forge; readonly fleet: Fleet }): void {
  fleet.git('push', '-q', join(forge.root, 'acme/shop.git'), 'main')
}

/**
 * Launches the fleet. Its czar is killed (kill -9) when it asks for the pull requests (GET) or opens one (POST). With `isAfter`, the
 * stand-in first does what the czar asked.
 */
export async function launchToDeath(
  { forge, fleet }: { readonly forge: Forge; readonly fleet: Fleet },
  { method, isAfter = false }: { readonly method: 'GET' | 'POST'; readonly isAfter?: boolean },
): Promise<void> {
  forge.mishaps.push({
    on: call => call.method === method && call.path.endsWith('/pulls'),
    ...(isAfter ? { isAfter } : {}),
    answer: async context => {
      fleet.killCzar()
      return context.json({ message: 'gone' }, 502)
    },
  })
  const { code, stderr } = await fleet.launch()
  if (code !== 0) throw new Error(stderr)
  const isOver = (length: number) => length === 0
  await until(() => forge.mishaps.length, isOver, { timeoutMs: 60_000 })
  await deathOf(fleet)
}

/** Waits until no czar of the fleet lives, so that another one may be launched. */
export async function deathOf(fleet: Fleet): Promise<void> {
  const isDead = (pid: number) => pid === -1 || !isAlive(pid)
  await until(() => fleet.supervisorPid(), isDead, { timeoutMs: 20_000 })
}
