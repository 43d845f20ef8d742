import type { LeftProject } from './a-left-project.ts'

/**
 * What `czar clean` does. removed: the worktree of `api` is gone. kept: that worktree stays, and the other worktrees are removed. refused:
 * nothing is removed.
 */
export type CleanEnd = 'removed' | 'kept' | 'refused'

export interface WorktreeState {
  readonly name: string
  /** A shell script that runs in the worktree of `api`. `$REPO`, `$DOCS` and `$ROOT` are the other directories. */
  readonly script: string
  readonly plain: CleanEnd
  readonly discard: CleanEnd
  /** What `czar clean` prints. */
  readonly says: RegExp
  /** What `czar clean --discard` prints. */
  readonly discardSays?: RegExp
}

const NESTED = 'git init -q; echo n > n; git add n; git commit -qm n'
const SUBMODULE = `git init -q "$ROOT/upstream"; cd "$ROOT/upstream"; echo u > u; git add u; git commit -qm u; cd -;
  git submodule -q add "$ROOT/upstream" sub; git commit -qm sub`

/** The states in which a fleet, its agents and people may leave a worktree. */
export const STATES: readonly WorktreeState[] = [
  clean('clean, with commits on its branch', 'true', /kept branch feat\/api with its work/),
  clean('nothing done on its branch', 'git reset -q --hard HEAD~1', /saved as refs\/czar\/rescue\/api\/1: (its )?earlier commits/),
  work('a tracked file that changed', 'echo x >> src/a', /1 uncommitted path: src\/a/),
  work('a file that is staged, and another version of it that is not', 'echo staged > src/a; git add src/a; echo later > src/a', /src\/a/),
  work('a file that is staged only, and deleted in the folder', 'echo staged > new; git add new; rm new', /new/),
  work(
    'untracked files with odd names',
    `mkdir -p 'od d'; for n in 'a b' "q'q" '"d"' '-f' '*' '$(x)' '\\'; do echo "$n" > "od d/$n"; done; printf n > "$(printf 'nl\\nnl')"`,
    /uncommitted paths/,
  ),
  work('a file whose name is no UTF-8', `echo bytes > "$(printf 'by\\377te')"`, /1 uncommitted path/),
  work('a deleted file', 'rm src/a', /src\/a/),
  work('a file that became a folder, and a link', 'rm src/a; mkdir src/a; echo i > src/a/inner; ln -s ../lib src/link', /uncommitted/),
  work('intent to add', 'echo later > later; git add -N later', /later/),
  work('an edit behind skip-worktree', 'git update-index --skip-worktree src/a; echo mine > src/a', /src\/a/),
  work('an edit behind assume-unchanged', 'git update-index --assume-unchanged src/a src/b; echo mine > src/a', /src\/a/),
  work(
    'an edit behind a flag, in a name that is no UTF-8',
    `n=$(printf 'by\\377te'); echo 1 > "$n"; git add .; git commit -qm n; git update-index --assume-unchanged "$n"; echo 2 > "$n"`,
    /uncommitted/,
  ),
  work(
    'an edit of the same size and time, where git trusts the time alone',
    `git config core.trustctime false; touch -d '2020-01-01' src/a; git update-index --refresh; s=$(stat -c %Z src/a); while touch "$ROOT/probe"; [ $(stat -c %Z "$ROOT/probe") = $s ]; do :; done; echo z > src/a; touch -d '2020-01-01' src/a`,
    /src\/a/,
  ),
  clean('a sparse checkout', 'git sparse-checkout set src', /removed/),
  work(
    'a sparse checkout with an edit, and a file outside of it',
    'git sparse-checkout set src; echo mine > src/a; mkdir -p lib; echo own > lib/l',
    /uncommitted paths?/,
  ),
  work('a sparse index', 'git sparse-checkout set --cone --sparse-index src; echo mine > src/a', /src\/a/),
  work('a split index', 'git update-index --split-index; echo mine > src/a; echo new > new; git add new', /src\/a/),
  clean('a stash', 'echo s > src/a; git stash -q', /removed/),
  detached('a detached HEAD with a commit', 'git checkout -q --detach; echo d > d; git add d; git commit -qm d', /1 commit on no branch/),
  clean('a detached HEAD on a commit of its branch', 'git checkout -q --detach', /removed/),
  clean('on a branch of its own making', 'git switch -qc fix-it; echo f > f; git add f; git commit -qm f', /kept branch feat\/api/),
  clean('its branch renamed', 'git branch -m better', /removed/),
  work('its branch deleted under it', 'git update-ref -d refs/heads/feat/api', /uncommitted paths/),
  work('an orphan branch without a commit', 'git checkout -q --orphan empty; echo o > o', /uncommitted paths/),
  clean('its branch moved by force', 'git switch -qc other; git branch -f feat/api main', /removed/),
  clean(
    'commits that were reset away',
    'for i in 1 2 3; do echo $i > r; git add r; git commit -qm $i; git reset -q --hard HEAD~1; done',
    /removed/,
  ),
  clean(
    'amended commits, and a detached visit',
    'git commit -q --amend -m again; git checkout -q --detach; echo v > v; git add v; git commit -qm v; git checkout -q feat/api',
    /saved as refs\/czar\/rescue\/api\/1: earlier commits/,
  ),
  clean(
    'base rewound, so that its start is on no other branch',
    'cd "$REPO"; echo 2 > 2; git add 2; git commit -qm 2; cd -; git rebase -q main; git -C "$REPO" reset -q --hard HEAD~1',
    /removed/,
  ),
  clean('packed references', 'git pack-refs --all', /removed/),
  clean(
    'commits that only a tag has',
    'git checkout -q --detach; echo t > t; git add t; git commit -qm t; git tag -am t t1; git checkout -q feat/api',
    /removed/,
  ),
  clean('notes', 'git notes add -m note', /removed/),
  clean(
    'references of the worktree alone',
    'git checkout -q --detach; echo w > w; git add w; git commit -qm w; git update-ref refs/worktree/mine HEAD; git checkout -q feat/api',
    /.*/,
    'refused',
  ),
  operation(
    'in the middle of a rebase',
    'git rebase -q main && git -C "$REPO" commit -q --allow-empty -m e; echo m > "$REPO/work"; git -C "$REPO" add work; git -C "$REPO" commit -qm m; git rebase main || true',
    /a rebase/,
  ),
  operation(
    'a rebase that stopped to edit, all clean',
    'echo 2 > two; git add two; git commit -qm two; GIT_SEQUENCE_EDITOR="sed -i 1s/pick/edit/" git rebase -qi HEAD~2 || true; git commit -q --amend -m edited',
    /a rebase that is not over/,
  ),
  operation(
    'a rebase that put changes aside',
    'echo dirty > src/b; echo m > "$REPO/work"; git -C "$REPO" add work; git -C "$REPO" commit -qm m; git rebase --autostash main || true',
    /a rebase/,
  ),
  operation(
    'in the middle of a merge',
    'git branch left main; git switch -q left; echo m > work; git add work; git commit -qm m; git switch -q feat/api; git merge left || true; git branch -qD left',
    /a merge/,
  ),
  operation(
    'in the middle of a cherry-pick',
    'git switch -q --detach main; echo m > work; git add work; git commit -qm m; p=$(git rev-parse HEAD); git switch -q feat/api; git cherry-pick $p || true',
    /a cherry-pick/,
  ),
  operation('in the middle of a revert', 'echo 2 > work; git commit -qam 2; git revert --no-edit HEAD~1 || true', /a revert/),
  operation(
    'in the middle of git am',
    'for i in 1 2; do echo $i > work; git commit -qam $i; done; git format-patch -q -2 -o "$ROOT/p"; git reset -q --hard HEAD~2; echo other > work; git commit -qam o; git am -q "$ROOT"/p/* || true; rm -r "$ROOT/p"',
    /git am/,
  ),
  operation(
    'in the middle of a bisect',
    'for i in 1 2 3 4; do echo $i > n; git add n; git commit -qm $i; done; git bisect start -q HEAD HEAD~4; true',
    /a bisect/,
  ),
  work(
    'an index with stages and no operation',
    `b=$(git hash-object -w src/a); git update-index --force-remove src/b; printf '100644 %s 2\\tsrc/b\\n100644 %s 3\\tsrc/b\\n' $b $b | git update-index --index-info`,
    /src\/b/,
  ),
  clean(
    'empty folders, a socketless pipe and a link to nowhere that is ignored',
    'mkdir -p empty/deep; mkfifo pipe; ln -s /nowhere x.log',
    /removed/,
    'refused',
  ),
  clean(
    'folders that nobody may write',
    'mkdir -p node_modules/mod; echo x > node_modules/mod/f; chmod -R a-w node_modules',
    /made again by the tools: node_modules\/ \(1 file/,
  ),
  clean(
    'dependencies and build output that git ignores',
    'mkdir -p node_modules/x build; echo 1 > node_modules/x/i; echo 2 > build/o; echo 3 > build/p',
    /build\/ \(2 files.*node_modules\/ \(1 file/,
  ),
  ignored('a secret that git ignores', 'echo KEY=1 > .env', /1 ignored path in no commit: \.env/, /saved nowhere: \.env \(6 B\)/),
  ignored(
    'logs and data that git ignores',
    'mkdir data; for i in 1 2 3 4 5 6 7; do echo $i > $i.log; echo $i > data/$i; done',
    /8 ignored paths in no commit: 1\.log/,
    /7\.log \(2 B\), data\/ \(7 files/,
  ),
  clean('an ignored file that the user has too', 'echo KEY=1 > .env; cp .env "$REPO/.env"', /also in your checkout: \.env/),
  clean('a submodule that is as its commit says', SUBMODULE, /removed/),
  nested(
    'a commit in a submodule',
    `${SUBMODULE}; cd sub; echo own > own; git add own; git commit -qm own; cd ..; git commit -qam bump`,
    /1 commit found nowhere else in sub/,
  ),
  nested(
    'a branch, a tag, a stash and a draft in a submodule',
    `${SUBMODULE}; cd sub; git switch -qc side; echo s > s; git add s; git commit -qm s; git tag -am t t; git checkout -q -; for i in 1 2; do echo $i > u; git stash -q; done; echo draft > draft; echo e > u`,
    /in sub/,
  ),
  nested(
    'a submodule that is not checked out any more, with commits',
    `${SUBMODULE}; cd sub; git switch -qc side; echo s > s; git add s; git commit -qm s; cd ..; git submodule -q deinit -f sub`,
    /commit found nowhere else in sub/,
  ),
  nested(
    'a submodule in a submodule',
    `${SUBMODULE}; git init -q "$ROOT/deep"; cd "$ROOT/deep"; echo d > d; git add d; git commit -qm d; cd -; cd sub; git submodule -q add "$ROOT/deep" deep; cd deep; echo own > own; git add own; git commit -qm own`,
    /in sub\/deep/,
  ),
  nested('an untracked repository', `mkdir side; cd side; ${NESTED}`, /side: a repository that git does not track/),
  nested('an untracked repository without a commit', 'mkdir side; cd side; git init -q; echo n > n', /in side/),
  nested('a repository around files that git tracks', 'cd lib; git init -q; echo own > own; git add -A; git commit -qm own', /in lib/),
  nested('a repository in a folder that git ignores', `mkdir -p node_modules/dep; cd node_modules/dep; ${NESTED}`, /in node_modules\/dep/),
  clean('a clone in a folder that git ignores, with nothing of its own', 'mkdir -p build; git clone -q "$REPO" build/dep', /removed/),
  nested(
    'a gitlink to a commit that only the folder has',
    `mkdir link; cd link; ${NESTED}; cd ..; git add link; git commit -qm link`,
    /in link/,
  ),
  nested(
    'a bare repository',
    `git init -q --bare store.git; cd store.git; t=$(git hash-object -t tree -w /dev/null); git update-ref refs/heads/main $(git commit-tree $t -m bare)`,
    /store\.git/,
  ),
  nested(
    'a worktree inside, of the same repository',
    'git worktree add -q --detach inner; cd inner; echo i > i; git add i; git commit -qm i; echo draft > draft',
    /in inner/,
  ),
  nested(
    'a repository inside with its git directory elsewhere',
    `git init -q --separate-git-dir "$ROOT/elsewhere.git" apart; cd apart; echo a > a; git add a; git commit -qm a; echo draft > draft`,
    /apart/,
  ),
  {
    name: 'a repository inside whose .git is damaged',
    script: `mkdir side; cd side; ${NESTED}; rm .git/HEAD`,
    plain: 'refused',
    discard: 'refused',
    says: /side: its \.git is damaged/,
  },
  {
    name: 'a shallow clone with a commit of its own',
    script: `git init -q "$ROOT/up"; for i in 1 2; do git -C "$ROOT/up" commit -q --allow-empty -m $i; done; git clone -q --depth 1 "file://$ROOT/up" side; cd side; ${NESTED}`,
    plain: 'refused',
    discard: 'refused',
    says: /side/,
    discardSays: /cannot be saved/,
  },
  {
    name: 'a clone inside that has a worktree elsewhere',
    script: `mkdir side; cd side; ${NESTED}; git worktree add -q "$ROOT/out"`,
    plain: 'refused',
    discard: 'refused',
    says: /side: its worktree .*out lies elsewhere/,
  },
  kept('locked', 'git worktree lock --reason "on a disk" .', /locked \(on a disk\); next: git -C .* worktree unlock/),
  clean('moved by git', 'git worktree move "$(pwd)" "$ROOT/moved"', /kept branch feat\/api: it is checked out in .*moved/),
  kept('moved by hand', 'mv "$(pwd)" "$ROOT/moved"', /moved to .*moved; next: git -C .* worktree repair/),
  kept('moved and linked to', 'p=$(pwd); mv "$p" "$ROOT/moved"; ln -s "$ROOT/moved" "$p"', /symbolic link/),
  kept('replaced by a file', 'p=$(pwd); rm -rf "$p"; echo file > "$p"', /a file now/),
  kept('replaced by a plain folder', 'p=$(pwd); rm -rf "$p"; mkdir "$p"; echo other > "$p/other"', /its \.git is missing/),
  kept('replaced by a repository', `p=$(pwd); rm -rf "$p"; mkdir "$p"; cd "$p"; ${NESTED}`, /not that of a linked worktree/),
  kept('with a .git that is damaged', 'echo draft > draft; echo nonsense > .git', /damaged; .*worktree repair/),
  clean('deleted by hand', 'rm -rf "$(pwd)"', /removed .*whose folder was gone already/),
  clean(
    'deleted by hand, with a detached commit and something staged',
    'git checkout -q --detach; echo d > d; git add d; git commit -qm d; echo s > s; git add s; rm -rf "$(pwd)"',
    /saved as refs\/czar\/rescue\/api\/1: 1 uncommitted file/,
  ),
  clean('deleted by hand, and pruned', 'p=$(pwd); rm -rf "$p"; cd "$REPO"; git worktree prune', /kept branch feat\/api/),
  clean(
    'its branch checked out by the user',
    'git checkout -q --detach; cd "$REPO"; git checkout -q feat/api',
    /kept branch feat\/api: it is checked out in/,
  ),
  clean(
    'on the branch of another worker',
    'git -C "$DOCS" checkout -q --detach; git switch -q feat/docs; echo x > x; git add x; git commit -qm x',
    /kept branch feat\/docs/,
  ),
]

function clean(name: string, script: string, says: RegExp, plain: CleanEnd = 'removed'): WorktreeState {
  return { name, script, plain, discard: 'removed', says }
}

function work(name: string, script: string, says: RegExp): WorktreeState {
  return {
    name,
    script,
    plain: 'refused',
    discard: 'removed',
    says,
    discardSays: /saved as refs\/czar\/rescue\/api\/\d+: \d+ uncommitted file/,
  }
}

function detached(name: string, script: string, says: RegExp): WorktreeState {
  return { name, script, plain: 'refused', discard: 'removed', says, discardSays: /saved as refs\/czar\/rescue\/api\/1: 1 commit/ }
}

function operation(name: string, script: string, says: RegExp): WorktreeState {
  return { name, script, plain: 'refused', discard: 'removed', says, discardSays: /saved as refs\/czar\/rescue\/api/ }
}

function ignored(name: string, script: string, says: RegExp, discardSays: RegExp): WorktreeState {
  return { name, script, plain: 'refused', discard: 'removed', says, discardSays }
}

function nested(name: string, script: string, says: RegExp): WorktreeState {
  return { name, script, plain: 'refused', discard: 'removed', says, discardSays: /saved (in|as) refs\/czar\/rescue\/api\// }
}

function kept(name: string, script: string, says: RegExp): WorktreeState {
  return { name, script, plain: 'kept', discard: 'kept', says, discardSays: says }
}

/** Brings the project into the state. */
export function bringAbout({ sh, repo, docs, root }: LeftProject, { script }: WorktreeState): void {
  const quoted = (text: string) => `'${text}'`
  sh(`REPO=${quoted(repo)} DOCS=${quoted(docs)} ROOT=${quoted(root)}; { ${script}\n} >/dev/null 2>&1`)
}
