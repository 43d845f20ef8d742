import { execa } from 'execa'
import { SAFE_CONFIG } from '../repository/git-environment.ts'
import { CHECKOUTS, type Repository } from '../repository/repository.ts'
import { CHECKOUT_TIMEOUT_MS, UNFINISHED } from './checkout-files.ts'

/** A worktree to be made: `first` is the path of that whose files are copied, its own where git writes them. */
export interface Line {
  readonly path: string
  readonly branch: string
  readonly first: string
}

/** What the shell says of one of the lines: it is registered; it has its files; they are there but its index is not; it was not possible. */
export type Word = 'registered' | 'filled' | 'copied' | 'left'

/**
 * Registers worktrees one after the other (git 2.39: parallel `worktree add` meets half-made entries), while git writes the files
 * of the first ones, as many at a time as there are cores; then copies. It stops when the czar is gone. Rejects when the shell
 * failed as a whole; whoever was not spoken of by then was not made.
 */
export async function runWorktreesShell(
  repository: Repository,
  lines: readonly Line[],
  hear: (word: Word, line: number) => void,
): Promise<void> {
  const words = lines.flatMap(({ path, branch, first }) => [path, branch, first])
  const own = { GIT_DIR: repository.commonDir, czar_fill: FILL, czar_at_once: String(CHECKOUTS) }
  const shell = execa('sh', ['-c', SCRIPT, 'czar-worktrees', ...words], {
    cwd: repository.commonDir,
    env: { ...repository.environment, ...asVariables(SAFE_CONFIG), ...own },
    extendEnv: false,
    stdin: 'ignore',
    stderr: 'ignore',
    buffer: false,
    timeout: CHECKOUT_TIMEOUT_MS * lines.length,
  })
  for await (const said of shell) {
    const [word, line] = said.split(' ')
    hear(word as Word, Number(line))
  }
  await shell
}

/**
 * Writes the files of a worktree, unless somebody else has done so since: the mark is gone then. The lock on the index of a copy
 * tells the next czar that somebody is at it (`clearStaleLock`).
 */
const FILL = `
index=$1 path=$2 first=$3
IFS= read -r pointer <"$path/.git" && admin=\${pointer#gitdir: } &&
kill -0 "$czar" && [ -e "$admin/${UNFINISHED}" ] && cd "$path" || exit 0
if [ "$path" = "$first" ]; then
  GIT_DIR=$admin GIT_WORK_TREE=$path git reset -q --hard && echo "filled $index" || echo "left $index"
elif (set -C && : >"$admin/index.lock"); then
  find "$first" -mindepth 1 -maxdepth 1 ! -name .git -exec cp -dR --preserve=mode,timestamps --reflink=auto -t . -- {} + &&
  echo "copied $index" || { rm "$admin/index.lock"; echo "left $index"; }
fi
`

const SCRIPT = `
exec 3>&1
export czar=$PPID
register() {
  git worktree add --no-checkout -- "$1" "$2" >&2 3>&- && IFS= read -r pointer <"$1/.git" && : >"\${pointer#gitdir: }/${UNFINISHED}"
}
originals() {
  index=0
  while [ $# -gt 0 ] && kill -0 "$czar"; do
    if register "$1" "$2"; then
      echo "registered $index" >&3
      [ "$1" != "$3" ] || printf '%s\\0' "$index" "$1" "$3"
    else
      echo "left $index" >&3
    fi
    index=$((index + 1))
    shift 3
  done
}
copies() {
  index=0
  while [ $# -gt 0 ]; do
    [ "$1" = "$3" ] || printf '%s\\0' "$index" "$1" "$3"
    index=$((index + 1))
    shift 3
  done
}
fill() {
  xargs -0 -r -n 3 -P "$czar_at_once" sh -c "$czar_fill" fill
}
originals "$@" | fill
copies "$@" | fill
`

/** Settings as git takes them from its environment (git 2.31). */
function asVariables(settings: readonly string[]): Record<string, string> {
  const pairs = settings.map(setting => setting.split('='))
  const variables = pairs.flatMap(([key = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(pairs.length), ...Object.fromEntries(variables) }
}
