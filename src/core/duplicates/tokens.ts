import type { AddedLine } from '../ports/duplicates-port.ts'

/** Comments of each family of languages, strings, numbers, words and marks; a group for each kind. */
const C_LIKE =
  /(\/\/.*$|\/\*[\s\S]*?(?:\*\/|$))|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`)|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\w.]*)|(\S)/gmu
const HASH_LIKE =
  /((?<![\w$])#.*$|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$))|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`)|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\w.]*)|(\S)/gmu
const DASH_LIKE = /(--.*$|\/\*[\s\S]*?(?:\*\/|$))|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\w.]*)|(\S)/gmu

/** Lines that every file of a language begins with. */
const PREAMBLE =
  /^\s*(?:import\b|export\s+(?:\*|\{[^}]*\})\s+from\b|from\s+\S+\s+import\b|(?:pub\s+)?use\s+[\w:{]|#include\b|using\s+[\w.]+;|package\s+[\w.]+;?\s*$|require(?:_relative)?[\s(]|(?:const|let|var)\s+[\w{}\s,:]+=\s*require\(|['"]use strict['"]|#!)/
/** A line inside of a block comment whose opening may not be among the added lines. */
const COMMENT_LINE = /^\s*(?:\*(?:\s|\/|$)|\/\*)/

export interface Token {
  readonly kind: 'word' | 'other'
  readonly text: string
  /** Line number in the file, from 1. */
  readonly at: number
}

/** The tokens of a program's lines, without comments, blanks and imports. */
export function tokensOf(path: string, lines: readonly AddedLine[]): readonly Token[] {
  const pattern = patternFor(path)
  const isC = pattern === C_LIKE
  const tokens: Token[] = []
  for (const { at, text } of lines) {
    if (text.length > MOST_CHARS || PREAMBLE.test(text) || (isC && COMMENT_LINE.test(text))) continue
    for (const [whole, comment, , word] of text.matchAll(pattern)) {
      if (comment === undefined) tokens.push({ kind: word === undefined ? 'other' : 'word', text: whole, at })
    }
  }
  return tokens
}

/** A longer line is data. */
const MOST_CHARS = 500

function patternFor(path: string): RegExp {
  if (/\.(?:py|pyi|rb|sh|bash|exs?|r|jl|pl|pm)$/i.test(path)) return HASH_LIKE
  return /\.(?:sql|lua|hs)$/i.test(path) ? DASH_LIKE : C_LIKE
}
