import type { CliIo } from '../io.ts'
import { examineAgents } from './agents.ts'
import { examineAlerts } from './alerts.ts'
import { examineCzars } from './czars.ts'
import { examineDirectories } from './directories.ts'
import type { DoctorFinding } from './finding.ts'
import { examineHistory } from './history.ts'
import { examineIdentity } from './identity.ts'
import { examineJournals } from './journals.ts'
import { examinePullRequests } from './pull-requests.ts'
import { examineSpace } from './space.ts'
import { examineTerminal } from './terminal.ts'
import { examineTools } from './tools.ts'

/**
 * Checks everything that czar needs, and changes nothing. Agent programs are only asked for their version. `alertsOf` is the project file
 * whose alert channels are tested. `requestsOf` is the project file whose pull-request host is asked what its token may do.
 */
export async function examine(
  io: CliIo,
  { alertsOf = null, requestsOf = null }: { readonly alertsOf?: string | null; readonly requestsOf?: string | null } = {},
): Promise<readonly DoctorFinding[]> {
  const { env } = io
  const alerts = alertsOf === null ? [] : examineAlerts(alertsOf, io)
  const findings = await Promise.all([
    examineTools(env),
    examineIdentity(io),
    examineAgents(io),
    examineDirectories(env),
    examineJournals(env),
    examineHistory(env),
    examineCzars(env),
    examineSpace(),
    examineTerminal(env),
    alerts,
    requestsOf === null ? [] : examinePullRequests(requestsOf, io),
  ])
  return findings.flat()
}
