import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parsed, RECORDED, readAsCzar } from './recorded-screen.ts'

// The real programs made these screens: CZAR_RECORD_SCREENS=1 npm run test:agents -- screens.test
const screens = readdirSync(RECORDED).map(file => ({ file, ...parsed(readFileSync(join(RECORDED, file), 'utf8')) }))

test.each(screens)('the recorded screen $file is read as its name says', ({ label, ...recorded }) => {
  expect(readAsCzar(recorded)).toEqual(label)
})
