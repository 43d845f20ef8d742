import { expect, test } from 'vitest'
import { keysAt, pathsOf } from '../../../src/config/json-schema/known-keys.ts'
import { KEY_SYNONYMS, keyMeantBy } from '../../../src/config/text/key-synonyms.ts'

const pairs = Object.entries(KEY_SYNONYMS).flatMap(([key, words]) => words.map(word => ({ key, word })))

test("a key that other tools use gets a hint with czar's key, at each place of the file", () => {
  expect(keyMeantBy('prompt', keysAt(['workers', 0]))).toBe('task')
  expect(keyMeantBy('after', keysAt(['workers', 0]))).toBe('depends_on')
  expect(keyMeantBy('Depends-On', keysAt(['bonus', 0]))).toBe('after')
  expect(keyMeantBy('name', keysAt(['workers', 0]))).toBe('id')
  expect(keyMeantBy('max-workers', keysAt([]))).toBe('concurrency')
  expect(keyMeantBy('colour', keysAt([]))).toBeNull()
})

test.each(pairs)('the hint for $word names the existing key $key, and $word itself is no key there', ({ key, word }) => {
  const places = pathsOf(key)
  expect(places).not.toEqual([])
  const beside = new Set(places.map(place => place.replace(/[^.]+$/, word)))
  expect(pathsOf(word).filter(place => beside.has(place))).toEqual([])
})
