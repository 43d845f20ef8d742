import type { FileChange } from '../../ports/file-change.ts'
import { type ProofFinding, quoteLines } from '../finding.ts'
import { isTestFile } from '../weakened-tests/test-file.ts'

/** Patterns of code that ends the program with success before the rest of it has run. */
const SUCCESS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\.(?:[cm]?[jt]sx?|vue|svelte)$/,
    /\b(?:process\.(?:exit|reallyExit)|Deno\.exit)\s*\(\s*(?:0\s*)?\)|\bprocess\.kill\s*\(\s*process\.pid/,
  ],
  [/\.py$/, /\b(?:sys\.exit|os\._exit)\s*\(\s*(?:0\s*)?\)|^\s*(?:exit|quit)\s*\(\s*(?:0\s*)?\)|\bSystemExit(?:\s*\(\s*(?:0\s*)?\)|\s*$)/],
  [/\.go$/, /\bos\.Exit\s*\(\s*0\s*\)/],
  [/\.rs$/, /\bprocess::exit\s*\(\s*0\s*\)/],
  [/\.rb$/, /^\s*exit!?\s*(?:\(?\s*(?:0|true)\s*\)?)?\s*$/],
  [/\.php$/, /^\s*(?:exit|die)\s*(?:\(\s*0?\s*\))?\s*;/],
  [/\.(?:java|kts?|scala|groovy)$/, /\b(?:System\.exit|exitProcess|Runtime\.getRuntime\(\)\.halt)\s*\(\s*0\s*\)/],
  [/\.cs$/, /\bEnvironment\.Exit\s*\(\s*0\s*\)/],
  [/\.(?:c|cc|cpp|cxx|h|hpp)$/, /(?<![\w.>:])_?exit\s*\(\s*(?:0|EXIT_SUCCESS)\s*\)/],
]
/** Names of programs and scripts. A program or script may end its own process. */
const PROGRAM =
  /(?:^|\/)(?:bin|scripts?|tools?|cmd|cli|examples?|bench(?:marks?)?)\/|(?:^|\/)(?:main|cli|__main__|manage|setup|build|gulpfile|Gruntfile)\.[^/]+$/

/** A line that does nothing: it is empty, a comment, a bracket, an import, or the head of a function. */
const FRAME = /^\s*(?:$|\/\/|#|\*|\/\*|[{}()[\];,]+\s*$|import\b|from\b|use\b|package\b|.*[{:]\s*$)/

/** Finds code that ends its process with success. If a test loads such code, it ends before it has tested anything. */
export function findExits(changes: readonly FileChange[]): readonly ProofFinding[] {
  return changes.flatMap(({ path, added, removed }) => {
    const pattern = SUCCESS.find(([files]) => files.test(path))?.[1]
    if (pattern === undefined || (PROGRAM.test(path) && !isTestFile(path))) return []
    const isExit = (line: string) => pattern.test(line) && !/^\s*(?:\/\/|#|\*|\/\*)/.test(line)
    const come = added.filter(isExit)
    if (come.length <= removed.filter(isExit).length) return []
    const quoted = quoteLines(come.map(line => ({ path, text: line.trim() })))
    const rejects = come.some(line => pattern.exec(line)?.index === 0) || isAll(added, isExit)
    return [{ rejects, text: `code that tests may load ends the process with success: ${quoted}` }]
  })
}

/** Whether the added lines do nothing but end the process, in place of the work. */
function isAll(added: readonly string[], isExit: (line: string) => boolean): boolean {
  return added.every(line => isExit(line) || FRAME.test(line))
}
