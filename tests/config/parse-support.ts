import type { Disk, ParseContext } from '../../src/config/context.ts'
import { parseProject } from '../../src/config/parse-project.ts'
import { builtInAgentSchema } from '../../src/config/schema/agent-schema.ts'
import { ConfigError } from '../../src/core/model/errors.ts'
import type { Project } from '../../src/core/model/project.ts'

export interface Invented {
  /** Files by absolute path, as text or bytes. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly directories?: readonly string[]
  readonly keys?: Readonly<Record<string, string | null>>
  readonly links?: Readonly<Record<string, string>>
  readonly context?: Partial<ParseContext>
}

/** A file system in memory: /home/me/fleet/project.yaml beside /home/me/fleet/repo. */
export function inventedContext({
  files = {},
  directories = ['/home/me/fleet/repo'],
  keys = {},
  links = {},
  context = {},
}: Invented = {}): ParseContext {
  const disk: Disk = {
    readTask: path => {
      const content = files[path]
      if (content === undefined) return { problem: 'does not exist' }
      return { bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }
    },
    isDirectory: path => directories.includes(path),
    keyProblem: path => (path in keys ? (keys[path] ?? null) : 'does not exist'),
    realPath: path => {
      const link = Object.keys(links).find(prefix => path === prefix || path.startsWith(`${prefix}/`))
      return link === undefined ? path : `${links[link]}${path.slice(link.length)}`
    },
  }
  return {
    file: '/home/me/fleet/project.yaml',
    shownAs: 'project.yaml',
    homeDir: '/home/me',
    zone: () => 'Europe/Berlin',
    cloneDir: '/home/me/clones',
    builtIn: {
      scripted: builtInAgentSchema.parse({ kind: 'scripted', resumes: false, settle: '0ms', enter_delay: '10ms', max_chars: 1_048_576 }),
      command: builtInAgentSchema.parse({ kind: 'command', resumes: false, max_chars: 100_000 }),
      claude: builtInAgentSchema.parse({
        kind: 'claude',
        resumes: true,
        command: ['claude'],
        pass_env: ['ANTHROPIC_API_KEY'],
        quit: ['C-c', 'C-c'],
      }),
    },
    roles: ['implementer', 'reviewer', 'tester'],
    workflows: { directory: '/czar/config/workflows', names: [] },
    disk,
    ...context,
  }
}

export function parse(text: string, invented: Invented = {}): Project {
  return parseProject(text, inventedContext(invented))
}

/** Every mistake that czar reports in a project file which it must refuse. */
export function findings(text: string, invented: Invented = {}): readonly string[] {
  try {
    parse(text, invented)
  } catch (error) {
    if (error instanceof ConfigError) return error.details
    throw error
  }
  throw new Error('the project file was taken as valid')
}
