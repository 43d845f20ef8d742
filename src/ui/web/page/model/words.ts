import { useEffect, useRef, useState } from 'preact/hooks'

/** How long a person pauses before the page gets the words. */
const PAUSE_MS = 300

/**
 * The words of a field. A key changes only the field, because drawing the page around it takes long if it has thousands of lines. The page
 * gets the words when the person pauses, leaves the field or leaves the page.
 */
export function useWords(kept: string, keep: (words: string) => void) {
  const [words, setWords] = useState(kept)
  const last = useRef(kept)
  const flush = useRef(() => {})
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  flush.current = () => {
    clearTimeout(timer.current)
    if (words === last.current) return
    last.current = words
    keep(words)
  }
  useEffect(() => {
    if (kept === last.current) return
    last.current = kept
    setWords(kept)
  }, [kept])
  useEffect(() => {
    const leave = () => flush.current()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  const write = (next: string) => {
    setWords(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => flush.current(), PAUSE_MS)
  }
  return { words, write, flush: () => flush.current() }
}
