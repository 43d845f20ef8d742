/** Whether a word names nothing outside of the worktree, read as a path and as a git revision. */
export function isInside(word: string, roots: readonly string[]): boolean {
  if (word.split(/[/:]/).includes('..')) return false
  const paths = [word, ...word.split(':').slice(1)]
  return paths.every(path => !path.startsWith('/') || roots.some(root => path === root || path.startsWith(`${root}/`)))
}
