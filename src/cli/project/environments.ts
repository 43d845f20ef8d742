import { delimiter } from 'node:path'
import type { ProjectPlace } from './project-place.ts'

type Environment = Readonly<Record<string, string>>
type Inherited = Readonly<Record<string, string | undefined>>

/** What a person's own tools need to find their home, language and keys; everything else stays out of the panes. */
const AGENT_NAMES = [
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TZ',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'COLORTERM',
]
const GATE_NAMES = ['HOME', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'TMPDIR']
const SERVER_NAMES = ['HOME', 'USER', 'LOGNAME', 'TZ', 'TMPDIR']

/** The environment every agent gets, before its profile adds to it. `commandDir` holds czar's own command. */
export function agentEnvironment(inherited: Inherited, place: ProjectPlace, commandDir: string): Environment {
  return {
    ...pick(inherited, AGENT_NAMES),
    LANG: language(inherited),
    PATH: [commandDir, cleanPath(inherited)].join(delimiter),
    CZAR_PROJECT: place.name,
    CZAR_PROJECT_DIR: place.directory,
    CZAR_SOCKET: place.sockets.api,
  }
}

/** The part of it by which a program finds the user's settings. */
export function homeEnvironment(inherited: Inherited): Environment {
  return pick(inherited, AGENT_NAMES)
}

/** The environment of accept and setup commands: nothing secret, no terminal, and the mark by which tools do not watch or ask. */
export function gateEnvironment(inherited: Inherited): Environment {
  return { ...pick(inherited, GATE_NAMES), LANG: language(inherited), PATH: cleanPath(inherited), TERM: 'dumb', CI: 'true' }
}

/** The tmux server's own: whatever is in it leaks into every pane for ever (measured), so it is nearly nothing. */
export function serverEnvironment(inherited: Inherited): Environment {
  return {
    ...pick(inherited, SERVER_NAMES),
    LANG: language(inherited),
    PATH: cleanPath(inherited),
    SHELL: '/bin/sh',
    TERM: 'xterm-256color',
  }
}

/** A server started inside an npm script would hand every pane npm's own programs first. */
function cleanPath(inherited: Inherited): string {
  const entries = (inherited['PATH'] ?? '')
    .split(delimiter)
    .filter(entry => entry !== '' && !/[\\/]node_modules[\\/]\.bin\/?$/.test(entry) && !entry.includes('node-gyp-bin'))
  return entries.length === 0 ? '/usr/local/bin:/usr/bin:/bin' : [...new Set(entries)].join(delimiter)
}

/** tmux prints every character beyond ASCII as `_` to a client without a UTF-8 locale. */
function language(inherited: Inherited): string {
  const chosen = inherited['LC_ALL'] ?? inherited['LANG'] ?? ''
  return /utf-?8/i.test(chosen) ? chosen : 'C.UTF-8'
}

function pick(inherited: Inherited, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (inherited[name] === undefined ? [] : [[name, inherited[name]]])))
}
