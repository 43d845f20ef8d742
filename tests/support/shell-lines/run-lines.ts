import { execFile } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { shellWord } from '../../../src/core/text/shell-word.ts'
import { environmentOf, type Sandbox } from './sandbox.ts'

/**
 * Runs the lines in a namespace of their own. There, the file system is read-only except for the sandbox, and /tmp and the users' home
 * directories are empty. Each line runs in the worktree. At the end, the script prints the files in /tmp and in the home directories.
 */
const SCRIPT = `
mount --bind "$ROOT" "$ROOT" || exit 99
cut -d' ' -f2 /proc/mounts | sort -u | while read -r place; do
  case $place in "$ROOT") ;; *) mount -o remount,bind,ro "$place" 2>/dev/null ;; esac
done
for place in /tmp /root /home; do [ -d $place ] && { mount -t tmpfs canary $place || exit 98; }; done
touch /etc/czar-lines 2>/dev/null && exit 97
cd "$WORKTREE" || exit 96
$LINE_SHELL "$ROOT/lines"
find /tmp /root /home -mindepth 1
exit 0
`
/** Parts of the repository that change when git works on one branch of one worktree as usual. */
const GIT_AT_WORK =
  /^repository\/\.git\/(?:objects|logs|refs\/heads\/feat|worktrees\/work\/(?!config\.worktree|commondir|gitdir))(?:\/|$|\w)/
const AT_WORK = /^(?:work\/(?!\.git$)|lines$)/

/** Says what changed outside the worktree when these lines ran in this shell. It is empty if nothing changed. */
export async function runLines(sandbox: Sandbox, shell: 'bash' | 'dash', lines: readonly string[]): Promise<readonly string[]> {
  writeFileSync(join(sandbox.root, 'lines'), lines.map((line, at) => `${at % 20 === 0 ? anew(sandbox) : ''}${run(line)}`).join('\n'))
  const before = stateOf(sandbox)
  const written = await inNamespace(sandbox, shell)
  const after = stateOf(sandbox)
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(path => before.get(path) !== after.get(path))
  return [...written, ...changed.map(path => `${path}: ${before.get(path) ?? 'not there'} → ${after.get(path) ?? 'gone'}`)]
}

/**
 * Runs the line as an agent's shell does: without input and without a terminal. It also has a time limit, for lines that read the whole
 * disk.
 */
function run(line: string): string {
  return `timeout -s KILL 10 "$LINE_SHELL" -c ${shellWord(line)} </dev/null >/dev/null 2>&1`
}

/** Restores the worktree. */
function anew({ start }: Sandbox): string {
  return `{ git reset -q --hard ${start}; git clean -fdxq; } >/dev/null 2>&1\n`
}

/** Whether this machine lets a user create namespaces. */
export function hasNamespaces(): Promise<boolean> {
  return new Promise(resolve => execFile('unshare', ['-r', '-m', '-p', '-f', 'true'], error => resolve(error === null)))
}

function inNamespace(sandbox: Sandbox, shell: string): Promise<readonly string[]> {
  const { root, worktree } = sandbox
  const env = { ...environmentOf(sandbox), ROOT: root, WORKTREE: worktree, LINE_SHELL: shell }
  const words = ['-r', '-m', '-p', '-f', '--kill-child', '--mount-proc', 'sh', '-c', SCRIPT]
  return new Promise((resolve, reject) => {
    execFile('unshare', words, { env, timeout: 120_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.split('\n').filter(Boolean))
      else reject(new Error(`the lines did not run to their end in ${shell}: ${error.message}\n${stderr}`))
    })
  })
}

function stateOf({ root }: Sandbox): ReadonlyMap<string, string> {
  const state = new Map<string, string>()
  const walk = (directory: string): void => {
    for (const name of readdirSync(directory)) {
      const path = join(directory, name)
      const place = relative(root, path)
      if (AT_WORK.test(place) || GIT_AT_WORK.test(place)) continue
      const entry = lstatSync(path)
      if (entry.isDirectory()) walk(path)
      state.set(place, entry.isDirectory() ? 'a directory' : contentOf(path, entry.isSymbolicLink()))
    }
  }
  walk(root)
  return state
}

function contentOf(path: string, isLink: boolean): string {
  return isLink ? `a link to ${readlinkSync(path)}` : JSON.stringify(readFileSync(path, 'latin1').slice(0, 2000))
}
