import type { AgentKind } from '../../core/model/agent-traits.ts'
import { CLAUDE } from './claude/driver.ts'
import { CODEX } from './codex/driver.ts'
import { COMMAND } from './command/driver.ts'
import type { AgentModule } from './driver.ts'
import { GEMINI } from './gemini/driver.ts'
import { OPENCODE } from './opencode/driver.ts'
import { SCRIPTED } from './scripted/driver.ts'

/** All drivers. A new kind of agent program needs a folder, a line here, and its properties in `core/model/agent-traits.ts`. */
export const DRIVERS: Readonly<Record<AgentKind, AgentModule>> = {
  scripted: SCRIPTED,
  command: COMMAND,
  claude: CLAUDE,
  codex: CODEX,
  opencode: OPENCODE,
  gemini: GEMINI,
}
