/** Names that very many files have. A task that says "index" does not mean every index.ts. */
const COMMON = /^(?:index|main|mod|lib|init|__init__|types?|utils?|helpers?|tests?|src|app|package)$/i
const LEAST_CHARS = 3

/** Whether a task names this path: the whole path, the name of its file, or one of its folders. */
export function isNamed(path: string, task: string): boolean {
  const text = task.toLowerCase()
  const names = path.toLowerCase().split('/')
  const file = names.at(-1) ?? ''
  if (text.includes(path.toLowerCase()) || (file.includes('.') && hasWord(text, file))) return true
  const stem = file.replace(/\..*$/, '')
  return [stem, ...names.slice(0, -1)].some(name => name.length >= LEAST_CHARS && !COMMON.test(name) && hasWord(text, name))
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const isWhole = !/[\p{L}\p{N}_]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}_]/u.test(text.charAt(at + word.length))
    if (isWhole) return true
  }
  return false
}
