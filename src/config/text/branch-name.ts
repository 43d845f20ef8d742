/** Says why git would refuse this name of a branch (git check-ref-format, 2.39). Returns null if git accepts it. */
export function branchProblem(name: string): string | null {
  return RULES.find(rule => rule.breaks(name))?.says ?? null
}

const RULES: readonly { readonly breaks: (name: string) => boolean; readonly says: string }[] = [
  { breaks: name => name === '', says: 'it is empty' },
  { breaks: name => name.startsWith('-'), says: "it begins with '-'" },
  { breaks: name => name === '@' || name === 'HEAD', says: 'git reserves it' },
  { breaks: name => /[\x00-\x20\x7f~^:?*[\\]/.test(name), says: 'it contains a space, a control character or one of ~ ^ : ? * [ \\' },
  { breaks: name => name.includes('..'), says: "it contains '..'" },
  { breaks: name => name.includes('@{'), says: "it contains '@{'" },
  { breaks: name => name.startsWith('/') || name.endsWith('/') || name.includes('//'), says: "a part between '/' is empty" },
  { breaks: name => name.endsWith('.'), says: "it ends with '.'" },
  { breaks: name => /(^|\/)\./.test(name), says: "a part begins with '.'" },
  { breaks: name => /\.lock(\/|$)/.test(name), says: "a part ends with '.lock'" },
  // git stores a branch as a file and adds '.lock' to its name while writing. On ext4 and APFS a file name has at most 255 bytes.
  { breaks: name => name.length > 200, says: 'it is longer than 200 characters' },
]
