import type { CliIo } from '../io.ts'
import { examineAgents } from './agents.ts'
import { examineDirectories } from './directories.ts'
import type { Finding } from './finding.ts'
import { examineSpace } from './space.ts'
import { examineTools } from './tools.ts'

/** Looks at everything czar needs; nothing is changed, and no agent program is started. */
export async function examine({ env }: CliIo): Promise<readonly Finding[]> {
  const findings = await Promise.all([examineTools(env), examineAgents(env), examineDirectories(env), examineSpace()])
  return findings.flat()
}
