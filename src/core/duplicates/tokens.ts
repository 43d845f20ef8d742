import type { AddedLine } from '../ports/duplicates-port.ts'

/** Splits the text of a family of languages. Its groups are comments, strings, words, numbers and all other characters, in this order. */
const C_LIKE =
  /(\/\/.*$|\/\*[\s\S]*?(?:\*\/|$))|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`)|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\w.]*)|(\S)/gmu
const HASH_LIKE =
  /((?<![\w$])#.*$|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$))|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`)|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\w.]*)|(\S)/gmu
const DASH_LIKE = /(--.*$|\/\*[\s\S]*?(?:\*\/|$))|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\w.]*)|(\S)/gmu

/** Imports and similar lines with which every file of a language begins, so they are not compared. */
const PREAMBLE =
  /^\s*(?:import\b|export\s+(?:\*|\{[^}]*\})\s+from\b|from\s+\S+\s+import\b|(?:pub\s+)?use\s+[\w:{]|#include\b|using\s+[\w.]+;|package\s+[\w.]+;?\s*$|require(?:_relative)?[\s(]|(?:const|let|var)\s+[\w{}\s,:]+=\s*require\(|['"]use strict['"]|#!)/
/** A line inside a block comment. The line that opens the comment may be missing among the added lines. */
const COMMENT_LINE = /^\s*(?:\*(?:\s|\/|$)|\/\*)/

export interface Token {
  readonly kind: 'word' | 'other'
  readonly text: string
  /** The line's number in the file, counted from 1. */
  readonly at: number
}

/** Returns the tokens of program lines. Comments, blanks and imports are left out. */
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

/** A longer line is probably data, so it is not compared. */
const MOST_CHARS = 500

function patternFor(path: string): RegExp {
  if (/\.(?:py|pyi|rb|sh|bash|exs?|r|jl|pl|pm)$/i.test(path)) return HASH_LIKE
  return /\.(?:sql|lua|hs)$/i.test(path) ? DASH_LIKE : C_LIKE
}
