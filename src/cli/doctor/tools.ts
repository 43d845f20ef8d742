import { execa } from 'execa'
import { canTellPeers } from '../../adapters/asker/peer-pid.ts'
import { tmuxVersion } from '../../adapters/tmux/command/tmux-version.ts'
import { CzarError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import { bad, type DoctorFinding, good, note } from './finding.ts'

/** Checks that Node, tmux and git have the versions czar needs. */
export async function examineTools(env: CliIo['env']): Promise<readonly DoctorFinding[]> {
  const plainEnv = Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return [...(await Promise.all([examineNode(process.versions.node), examineTmux(plainEnv), examineGit(plainEnv)])), ...examinePeers()]
}

/**
 * Checks Node's version against "engines" in package.json, which names the versions that still get security fixes. bin/czar.js itself
 * starts with 22.14 or later.
 */
export function examineNode(version: string): DoctorFinding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isMaintained = (major === 22 && minor >= 22) || (major === 24 && minor >= 15) || major >= 26
  if (isMaintained) return good('node', `Node ${version}`)
  const isEnough = major > 22 || (major === 22 && minor >= 14)
  const says = `Node ${version}; 22.22, 24.15 or 26 are recommended`
  return isEnough ? note('node', says, 'https://nodejs.org/en/download') : bad('node', says, 'https://nodejs.org/en/download')
}

async function examineTmux(env: Record<string, string>): Promise<DoctorFinding> {
  try {
    return good('tmux', (await tmuxVersion({ env })).text)
  } catch (error) {
    if (!(error instanceof CzarError)) throw error
    return bad('tmux', error.message, error.hint ?? 'apt install tmux')
  }
}

/** Checks that the kernel can tell which process sent a command to the czar's socket. Reports nothing if it can. */
export function examinePeers(canAsk = canTellPeers()): readonly DoctorFinding[] {
  if (canAsk) return []
  const says = 'who gives a command cannot be verified: an agent that clears its environment passes for a person'
  const isLinux = process.platform === 'linux'
  return [note('commands', says, isLinux ? 'apt install perl   (or python3)' : 'run the fleet on Linux where agents are not trusted')]
}

/** Checks git's version. git 2.39 is the first version with `merge-tree --stdin`, by which czar tries merges. */
async function examineGit(env: Record<string, string>): Promise<DoctorFinding> {
  const { exitCode, stdout } = await execa('git', ['--version'], { env, extendEnv: false, reject: false, timeout: 5_000 })
  if (exitCode !== 0) return bad('git', 'git is not installed, or not on PATH', 'apt install git   (or: brew install git)')
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(stdout) ?? []
  const number = Number(major) * 100 + Number(minor)
  return number >= 239
    ? good('git', stdout)
    : bad('git', `${stdout} is too old: czar needs git 2.39 or newer`, 'https://git-scm.com/downloads')
}
