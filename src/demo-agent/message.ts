/** A received text, parsed. Its first line identifies it, and its fenced blocks contain steps. */
export interface Message {
  /** The id of czar's message. It is null if a person typed the text. */
  readonly id: string | null
  readonly assignment: string | null
  readonly kind: string
  /** Steps in YAML, by the word after `scripted` at the start of their block. The key is empty for a block without such a word. */
  readonly blocks: Readonly<Record<string, string>>
}

const HEADER = /^\[czar (\S+) · assignment (\S+) · (\w+)\]/

export function readMessage(text: string): Message {
  const [, id = null, assignment = null, kind = 'typed'] = HEADER.exec(text) ?? []
  const hasAssignment = assignment !== null && !['-', 'none'].includes(assignment)
  return { id, assignment: hasAssignment ? assignment : null, kind, blocks: fencedBlocks(text) }
}

function fencedBlocks(text: string): Record<string, string> {
  const blocks: Record<string, string> = {}
  for (const [, , kind = '', yaml = ''] of text.matchAll(/^(`{3,}|~{3,})scripted(?: +(\w+))?[ \t]*\n([\s\S]*?)^\1[ \t]*$/gm)) {
    blocks[kind] = yaml
  }
  return blocks
}
