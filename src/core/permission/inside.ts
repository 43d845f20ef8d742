/** Whether a word, read as a path and as a revision, names nothing outside the worktree. */
export function isInside(word: string, roots: readonly string[]): boolean {
  if (word.split(/[/:]/).includes('..')) return false
  const paths = [word, ...word.split(':').slice(1)]
  return paths.every(path => !path.startsWith('/') || roots.some(root => path === root || path.startsWith(`${root}/`)))
}
