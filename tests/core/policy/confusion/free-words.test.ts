import { expect, test } from 'vitest'
import { report } from '../../../support/worlds/story.ts'
import { aTeam, found } from './confused-worker.ts'

/** Restatements of the parser's task in people's own words. No restatement quotes the task, and some share no word with it. */
const HONEST = [
  'build something that turns formulas into trees and says where a typo sits',
  'calculator input, multiplication before addition, errors point to the spot',
  'Rechenausdrücke einlesen, Punkt vor Strich, Fehlerstelle nennen',
  'ok! so: read 1 + 2 * (3 - 4), get it right, complain helpfully when somebody forgets to close something',
  'recursive descent over tokens; good diagnostics; everything covered',
  'I will write the front end for sums: lexer first, then the tree, then messages',
  'understood, maths strings in, structure out, bad ones rejected with a position',
  'leer expresiones aritméticas y decir dónde está el error',
  'tokenise, climb by binding power, report where it went wrong',
  'TL;DR shunting yard plus decent messages plus coverage',
  'make `2*(3+4)` work; every malformed line names its place',
  'take a formula apart into numbers and signs so that later steps can work it out',
  'implement what the brief says: formula reader, mistakes located, green suite',
  'formulas → AST. Edge cases: unary minus, nesting, garbage at the end',
] as const

/** Restatements of some other task, in a similar style. */
const WRONG = [
  'set up the landing page with our new colours and a contact form',
  'move the nightly jobs to another host and watch them for a week',
  'print invoices nicely, with the logo in the corner',
  'write a guide for newcomers that explains how to install everything',
  'speed up the login by keeping people signed in for longer',
  'clean out pictures that nobody looks at any more',
  'replace the charts with lighter ones that load faster',
] as const

test.each(HONEST)('a free restatement of the right task causes no confusion: %s', text => {
  for (const plan of [[], ['src/parser/parse.ts', 'src/parser/parse.test.ts']]) {
    const world = aTeam()
    report(world, 'one', 'ack', { text, plan })
    expect(found(world).filter(one => !one.endsWith(' advice'))).toEqual([])
  }
})

test.each(WRONG)('a free restatement of something else causes advice at most, and a plan elsewhere counts as a wrong task: %s', text => {
  const world = aTeam()
  report(world, 'one', 'ack', { text })
  expect(found(world).filter(one => !one.endsWith(' advice'))).toEqual([])
  report(world, 'one', 'ack', { text, plan: ['src/web/page.html'] })
  expect(found(world).some(one => one.endsWith(' wrong'))).toBe(true)
})
