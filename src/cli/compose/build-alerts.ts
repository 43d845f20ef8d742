import { createAlerts, type SendAlert } from '../../adapters/alerts/create-alerts.ts'
import { desktopCommand } from '../../adapters/alerts/desktop-command.ts'
import { runBounded } from '../../adapters/alerts/run-bounded.ts'
import { sendWebhook, type Webhook } from '../../adapters/alerts/send-webhook.ts'
import { alertJson } from '../../adapters/alerts/webhook-request.ts'
import { createPeople, type People } from '../../adapters/tmux/people/people.ts'
import type { AlertChannel } from '../../config/load-alert-channels.ts'
import { webhookProblem } from '../../config/text/webhook-address.ts'
import type { AlertsPort } from '../../core/model/alert.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { counted } from '../../core/text/counted.ts'
import type { CliIo } from '../io.ts'
import { serverEnvironment } from '../project/environments.ts'
import type { ProjectPlace } from '../project/project-place.ts'

const TMUX_MS = 5_000

/** Makes the channels that alert people, with their addresses. Throws if an environment variable that holds an address is not set. */
export function buildAlerts(
  channels: readonly AlertChannel[],
  place: ProjectPlace,
  env: CliIo['env'],
  countDashboards: () => number = () => 0,
): AlertsPort {
  const people = createPeople({ tmuxPath: 'tmux', socketPath: place.sockets.tmux, env: serverEnvironment(env), timeoutMs: TMUX_MS })
  return createAlerts(Object.fromEntries(channels.map(channel => [channel.name, sender(channel, { people, env, countDashboards })])))
}

interface Around {
  readonly people: People
  readonly env: CliIo['env']
  /** How many dashboards are open. Each of them rings and shows the alert by itself. */
  readonly countDashboards: () => number
}

function sender(channel: AlertChannel, { people, env, countDashboards }: Around): SendAlert {
  switch (channel.via) {
    case 'tmux':
      return async ({ title, text }) => listeners(await people.tell(`${title}: ${text}`), countDashboards())
    case 'bell':
      return async () => listeners(await people.ring(), countDashboards())
    case 'desktop':
      return (alert, signal) => runBounded({ command: desktopCommand(alert, process.platform), env, cwd: channel.directory }, signal)
    case 'command':
      return (alert, signal) =>
        runBounded({ command: channel.command, env, cwd: channel.directory, input: `${JSON.stringify(alertJson(alert))}\n` }, signal)
    case 'webhook': {
      const webhook = webhookOf(channel, env)
      return (alert, signal) => sendWebhook(webhook, alert, signal)
    }
  }
}

function listeners(terminals: number, dashboards: number): string | null {
  const there = [terminals === 0 ? [] : counted(terminals, 'terminal'), dashboards === 0 ? [] : counted(dashboards, 'dashboard')].flat()
  return there.length === 0 ? null : there.join(', ')
}

function webhookOf(channel: AlertChannel, env: CliIo['env']): Webhook {
  const address = channel.url ?? variable(channel, channel.urlEnv ?? '', env)
  const problem = webhookProblem(address)
  if (problem !== null) throw unusable(channel, `the address in ${channel.urlEnv} cannot be used: ${problem}`)
  const token = channel.tokenEnv === null ? null : variable(channel, channel.tokenEnv, env)
  return { url: new URL(address), token, shape: channel.shape, page: channel.page, hasText: channel.hasText }
}

function variable(channel: AlertChannel, name: string, env: CliIo['env']): string {
  const value = env[name]?.trim() ?? ''
  if (value === '') throw unusable(channel, `the variable ${name} is not set`)
  return value
}

function unusable({ name }: AlertChannel, why: string): PreconditionError {
  return new PreconditionError(`alert ${name} cannot reach anybody: ${why}`, {
    hint: 'set it in the environment of czar launch, or remove the alert from the project file',
  })
}
