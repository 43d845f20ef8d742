import { homedir } from 'node:os'
import { join } from 'node:path'
import type { CliIo } from '../io.ts'

/** The config file of a person, which applies to all projects: `$XDG_CONFIG_HOME/czar/config.yaml`, by default below ~/.config. */
export function userConfigFile(env: CliIo['env']): string {
  // A relative path in this variable is ignored, as the XDG base directory specification 0.8 demands.
  const xdg = env['XDG_CONFIG_HOME']
  return join(xdg?.startsWith('/') ? xdg : join(env['HOME'] ?? homedir(), '.config'), 'czar', 'config.yaml')
}
