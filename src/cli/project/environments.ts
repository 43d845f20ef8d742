import { delimiter } from 'node:path'
import type { ProjectPlace } from './project-place.ts'

type Environment = Readonly<Record<string, string>>
type Inherited = Readonly<Record<string, string | undefined>>

/** Variables by which a person's tools find their home, language and keys. No other variables get into the panes. */
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

/** The environment of every agent, before its profile adds to it. `commandDir` holds czar's own command. */
export function agentBaseEnvironment(inherited: Inherited, place: ProjectPlace, commandDir: string): Environment {
  return {
    ...pick(inherited, AGENT_NAMES),
    LANG: language(inherited),
    PATH: [commandDir, cleanPath(inherited)].join(delimiter),
    CZAR_PROJECT: place.name,
    CZAR_PROJECT_DIR: place.directory,
    CZAR_SOCKET: place.sockets.api,
  }
}

/** The variables by which a program finds the user's settings. */
export function homeEnvironment(inherited: Inherited): Environment {
  return pick(inherited, AGENT_NAMES)
}

/**
 * The environment of accept and setup commands: no secrets, no terminal, and CI, which makes tools neither watch files
 * nor ask questions.
 */
export function gateEnvironment(inherited: Inherited): Environment {
  return { ...pick(inherited, GATE_NAMES), LANG: language(inherited), PATH: cleanPath(inherited), TERM: 'dumb', CI: 'true' }
}

/** The tmux server's environment. Every pane inherits all of it for good (measured), so it is minimal. */
export function serverEnvironment(inherited: Inherited): Environment {
  return {
    ...pick(inherited, SERVER_NAMES),
    LANG: language(inherited),
    PATH: cleanPath(inherited),
    SHELL: '/bin/sh',
    TERM: 'xterm-256color',
  }
}

/** PATH without npm's own folders. A server that starts inside an npm script would otherwise put npm's programs first in every pane. */
function cleanPath(inherited: Inherited): string {
  const entries = (inherited['PATH'] ?? '')
    .split(delimiter)
    .filter(entry => entry !== '' && !/[\\/]node_modules[\\/]\.bin\/?$/.test(entry) && !entry.includes('node-gyp-bin'))
  return entries.length === 0 ? '/usr/local/bin:/usr/bin:/bin' : [...new Set(entries)].join(delimiter)
}

/** A UTF-8 locale. Without one, tmux prints every character beyond ASCII as `_`. */
function language(inherited: Inherited): string {
  const chosen = inherited['LC_ALL'] ?? inherited['LANG'] ?? ''
  return /utf-?8/i.test(chosen) ? chosen : 'C.UTF-8'
}

function pick(inherited: Inherited, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (inherited[name] === undefined ? [] : [[name, inherited[name]]])))
}
