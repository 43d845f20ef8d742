import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aSprint } from './a-sprint.ts'

const rough = { fails: 0.05, slow: 0.05, killsPerHour: 0.5, serverDeathsPerHour: 0.2 }
const mix = { workers: 3, bonus: 1, misreading: 0.4, troubled: 0.6 }

test('a simulated sprint with the same seed has the same journal, byte for byte, and with another seed another journal', () => {
  const play = (seed: string) => aSprint({ seed, mix, faults: rough, isHashed: true, mostHours: 2 }).journalHash
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 8 }), seed => {
      const hash = play(seed)
      expect(play(seed)).toBe(hash)
      expect(play(`${seed}, another`)).not.toBe(hash)
    }),
    { numRuns: 4 },
  )
})
