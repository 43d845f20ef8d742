import { linesOf } from './any-of.ts'

/** Options of git that write, read, run or open something. They are written whole, shortened, quoted, and combined. */
export const DANGEROUS = linesOf(String.raw`
  --output=FILE
  --output FILE
  --outp=FILE
  --ou FILE
  --"output"=FILE
  -"-output=FILE"
  --out'put=FILE'
  \--output=FILE
  -pOFILE
  --no-index
  --no-ind
  -OFILE
  -O FILE
  --ext-diff
  --textconv
  --show-signature
  --format=%G?
  --pretty=%GK
  --format='%h %GS'
  -S
  --gpg-sign
  -e
  --edit
  -i
  --interactive
  --patch
  -t FILE
  --template=FILE
  -F FILE
  --pathspec-from-file=FILE
  -s evil
  --strategy=evil
  -X ours
  --no-verify
  -c x.y=z
  --git-dir=FILE
  --work-tree=/
  --exec-path=/
  --recurse-submodules
  --help
  -n5O
  --no-edit --edit
  -eam x
  --author --output=FILE
  -n --output=FILE
  -- --output=FILE`)
/** Git commands that not every worker may use. */
export const ELSEWHERE = linesOf(`
  branch
  push
  config x.y z
  archive -o FILE HEAD
  bundle create FILE HEAD
  format-patch -o OUT HEAD~1
  clone . OUT/c
  init OUT/r
  stash
  st`)
export const READERS = linesOf(`
  cat
  head -n 2
  tail -5
  wc -l
  grep -rn a
  grep -e a
  ls -la
  echo
  pwd
  true
  sort
  uniq a.txt
  less`)
/** Programs that write. */
export const PROGRAMS = linesOf(`
  touch FILE
  cp a.txt FILE
  tee FILE
  sort -o FILE a.txt
  sed -i s/a/b/ FILE
  sh -c 'touch FILE'
  mkdir OUT/d
  rm -rf OUT
  ln -s a FILE
  printf -v PATH x`)
/** Words that change the meaning of the command after them. */
export const AROUND = linesOf(`
  env
  command
  exec
  xargs
  nohup
  time
  !
  eval
  A=1
  PAGER="touch FILE"
  GIT_EDITOR="touch FILE"
  GIT_EXTERNAL_DIFF="touch FILE"
  PATH=.`)
export const TEXTS = [
  ...linesOf(String.raw`
  "feat: it"
  'a; b'
  "- a list"
  "don't"
  x
  "a (b) & c"
  "$HOME"
  "\`touch FILE\`"
  "$(touch FILE)"
  $'x'`),
  `"$(cat <<'END'\na 'b' "c" (d)\n\nEND\n)"`,
]
export const VALUES = linesOf(`
  3
  x
  "two days ago"
  %h
  '%h %s|%an'
  HEAD
  main..HEAD
  --output=FILE
  FILE`)
export const PATHS = linesOf(`
  a.txt
  src
  src/b.txt
  .
  ./src
  HEAD
  HEAD~1
  main
  other
  -- a.txt
  "a b.txt"
  src/*.txt
  a*
  *
  .?/x
  .[.]/x
  new.txt
  link/x
  link
  src/../../x
  ../outside/x
  /etc/passwd
  FILE
  $HOME/.profile
  ~/.profile
  HEAD:a.txt
  -
  :/
  ':(top)a.txt'`)
