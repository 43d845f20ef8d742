import { useState } from 'preact/hooks'

/** The words of the page's filter. They are part of the address, so they survive a reload and can be shared. */
export function useFind(): readonly [words: string, find: (words: string) => void] {
  const [words, setWords] = useState(() => new URLSearchParams(location.search).get('find') ?? '')
  const find = (next: string) => {
    setWords(next)
    history.replaceState(history.state, '', next === '' ? location.pathname : `${location.pathname}?find=${encodeURIComponent(next)}`)
  }
  return [words, find]
}
