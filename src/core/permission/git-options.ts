import type { OptionTable } from './option-table.ts'

const DIFF_FLAGS = words(`
  -p -u --patch -s --no-patch --raw --stat --numstat --shortstat --summary --name-only --name-status --patch-with-stat
  --compact-summary --cached --staged --minimal --patience --histogram -w -b --ignore-all-space --ignore-space-change
  --ignore-blank-lines --ignore-space-at-eol --function-context -W --full-index -R --no-renames --check --exit-code --quiet
  --no-color --color --color-words --word-diff --no-ext-diff --no-textconv --no-prefix -z --merge-base --text -a --find-renames -M -C
  --abbrev --relative`)
const DIFF_VALUES = words(
  '--stat --color --abbrev --word-diff --find-renames --unified --diff-filter --diff-algorithm --inter-hunk-context',
)
const DIFF_NEXT = words('-S -G')
const LOG_FLAGS = words(`
  --oneline --graph --decorate --no-decorate --all --branches --tags --remotes --merges --no-merges --first-parent --reverse
  --follow --left-right --left-only --right-only --cherry --cherry-pick --cherry-mark --boundary --topo-order --date-order
  --author-date-order --full-history --source --abbrev-commit --no-abbrev-commit --no-notes --parents --simplify-by-decoration
  --no-walk -i --regexp-ignore-case --all-match --invert-grep --pretty -E -F --fixed-strings --extended-regexp`)
const LOG_VALUES = words('--format --pretty --decorate --date --branches --tags --remotes --no-walk')
const LOG_NEXT = words('-n --max-count --skip --since --after --until --before --author --committer --grep')

const LOG: OptionTable = {
  flags: [...DIFF_FLAGS, ...LOG_FLAGS],
  withValue: [...DIFF_VALUES, ...LOG_VALUES],
  takesNext: [...DIFF_NEXT, ...LOG_NEXT],
  attached: /^-U?\d+$/,
  // `%G?` makes git run gpg on the signature, and gpg creates a folder in the user's home.
  refusedValue: /%G/,
}

/** The verbs and options of git that may run in a worktree without asking a person. */
export const GIT_OPTIONS: Readonly<Record<string, OptionTable>> = {
  add: {
    flags: words('--all --update --verbose --dry-run --force --intent-to-add --ignore-errors --renormalize --refresh'),
    letters: 'AuvnfN',
    withValue: words('--chmod'),
  },
  commit: {
    flags: words('--all --quiet --amend --no-edit --allow-empty --signoff --dry-run --short --only --include --no-status --reset-author'),
    letters: 'aqsoi',
    withValue: words('--fixup --author --date --cleanup'),
    takesText: words('-m --message'),
    // These two values open an editor.
    refusedValue: /^(?:amend|reword):/,
  },
  diff: { flags: DIFF_FLAGS, withValue: DIFF_VALUES, takesNext: DIFF_NEXT, attached: /^-U\d+$/ },
  log: LOG,
  merge: {
    flags: words('--no-edit --abort --ff --no-ff --ff-only --squash --no-squash --stat --no-stat --quiet --verbose --commit --no-commit'),
    letters: 'nqv',
    takesText: words('-m'),
  },
  mv: { flags: words('--force --dry-run --verbose'), letters: 'fknv' },
  restore: {
    flags: words('--staged --worktree --quiet --ours --theirs --ignore-unmerged --progress --no-progress'),
    letters: 'SWq',
    takesNext: words('-s --source'),
  },
  rm: { flags: words('--cached --force --quiet --dry-run --ignore-unmatch'), letters: 'rfqn' },
  show: LOG,
  status: {
    flags: words(
      '--short --branch --porcelain --long --verbose --untracked-files --ignored --ahead-behind --no-ahead-behind --renames --no-renames --show-stash',
    ),
    letters: 'sbvz',
    withValue: words('--porcelain --untracked-files --ignored'),
  },
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
