import { delimiter } from 'node:path'
import type { ProjectPlace } from './project-place.ts'

type Environment = Readonly<Record<string, string>>
type Inherited = Readonly<Record<string, string | undefined>>

/**
 * Variables by which a person's tools find their home folder, language and keys. The agents' terminals get no other variables of the
 * person.
 */
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

/** The environment of every agent, to which its profile adds variables. `commandDir` is the folder that holds the `czar` command. */
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

/** The environment of an agent program that answers one question without a terminal. Its profile adds variables. */
export function readerEnvironment(inherited: Inherited): Environment {
  return { ...pick(inherited, AGENT_NAMES), LANG: language(inherited), PATH: cleanPath(inherited), TERM: 'dumb', CI: 'true' }
}

/** The variables by which a program finds the user's settings. */
export function homeEnvironment(inherited: Inherited): Environment {
  return pick(inherited, AGENT_NAMES)
}

/**
 * The environment of accept and setup commands. It has no secrets and no terminal. CI is set, so that tools neither watch files nor ask
 * questions.
 */
export function gateEnvironment(inherited: Inherited): Environment {
  return { ...pick(inherited, GATE_NAMES), LANG: language(inherited), PATH: cleanPath(inherited), TERM: 'dumb', CI: 'true' }
}

/**
 * The environment of the tmux server. It is as small as possible, because every terminal of the server inherits all of it and no variable
 * can be taken back (measured).
 */
export function serverEnvironment(inherited: Inherited): Environment {
  return {
    ...pick(inherited, SERVER_NAMES),
    LANG: language(inherited),
    PATH: cleanPath(inherited),
    SHELL: '/bin/sh',
    TERM: 'xterm-256color',
  }
}

/**
 * PATH without npm's own folders. A tmux server that starts inside an npm script would otherwise put npm's programs first in every agent's
 * PATH.
 */
function cleanPath(inherited: Inherited): string {
  const entries = (inherited['PATH'] ?? '')
    .split(delimiter)
    .filter(entry => entry !== '' && !/[\\/]node_modules[\\/]\.bin\/?$/.test(entry) && !entry.includes('node-gyp-bin'))
  return entries.length === 0 ? '/usr/local/bin:/usr/bin:/bin' : [...new Set(entries)].join(delimiter)
}

/** A locale with UTF-8. Without one, tmux prints every character beyond ASCII as `_`. */
function language(inherited: Inherited): string {
  const chosen = inherited['LC_ALL'] ?? inherited['LANG'] ?? ''
  return /utf-?8/i.test(chosen) ? chosen : 'C.UTF-8'
}

function pick(inherited: Inherited, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (inherited[name] === undefined ? [] : [[name, inherited[name]]])))
}
