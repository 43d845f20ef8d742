import { writeFileSync } from 'node:fs'
import { aPrivateKey } from '../../../tests/support/builders/a-private-key.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Actor } from '../play/actor.ts'

/** Workers that claim an unfinished task, and finish it when they are told what is missing. */
export const claims: Readonly<Record<string, Behaviour>> = {
  'claims-early': claiming('claims after the first part', /^rejected: .*check\.sh/, actor => actor.part(1)),
  'claims-nothing': claiming('claims without a commit', /^rejected: .*commit/, () => Promise.resolve()),
  'forgets-to-commit': claiming('claims while all of its work is uncommitted', /^rejected: /, actor =>
    actor.sh(`for n in 1 2 3; do echo $n > ${actor.area}/part-$n.txt; done; echo ${actor.given.sum} > ${actor.area}/total.txt`),
  ),
  'changes-the-check': claiming(
    'makes the check of its area always succeed, instead of doing its work',
    /^rejected: .*check\.sh/,
    actor => actor.sh(`printf '#!/bin/sh\\nexit 0\\n' > ${actor.area}/check.sh && git commit -qam "fix: check"`),
    actor => actor.sh(`git checkout -q main -- ${actor.area}/check.sh && git commit -qm "revert: check"`),
  ),
  'writes-elsewhere': claiming(
    'also changes a file of another area',
    /^(?:confused|rejected): .*area\/in-three-steps/,
    async actor => {
      await actor.all()
      await actor.sh('echo mine >> area/in-three-steps/notes.txt && git add -A && git commit -qm "fix: notes"')
    },
    actor => actor.sh('git rm -qf area/in-three-steps/notes.txt && git commit -qm "revert: notes"'),
  ),
  'commits-a-key': claiming(
    'commits a private key with its work',
    /^rejected: .*private key/i,
    async actor => {
      writeFileSync(`${actor.area}/id_rsa`, aPrivateKey())
      await actor.part(1)
    },
    actor =>
      actor.sh(
        `git reset -q --soft main && git rm -qf --cached ${actor.area}/id_rsa && rm -f ${actor.area}/id_rsa && git commit -qm "feat: part 1"`,
      ),
  ),
  'commits-a-folder-of-tools': claiming(
    'commits node_modules with its work',
    /^rejected: .*node_modules/,
    async actor => {
      await actor.sh(
        `mkdir -p ${actor.area}/node_modules/left && for n in 1 2 3 4 5; do echo $n > ${actor.area}/node_modules/left/$n.js; done; git add -Af ${actor.area} && git commit -qm "chore: modules"`,
      )
      await actor.part(1)
    },
    actor =>
      actor.sh(
        `git reset -q --soft main && git rm -rqf --cached ${actor.area}/node_modules && rm -rf ${actor.area}/node_modules && git commit -qm "feat: part 1"`,
      ),
  ),
  'leaves-conflict-marks': claiming(
    'commits a file with conflict markers',
    /^rejected: .*conflict/,
    actor =>
      actor.sh(
        `printf '<<<<<<< HEAD\\none\\n=======\\ntwo\\n>>>>>>> other\\n' > ${actor.area}/part-1.txt && git add -A && git commit -qm "feat: part 1"`,
      ),
    actor => actor.sh(`git rm -qf ${actor.area}/part-1.txt && git commit -qm "fix: part 1"`),
  ),
  'claims-again-and-again': {
    does: 'claims the same commit, which fails the check, after each rejection; its task goes to another worker',
    expects: { says: /^rejected: /, withinMs: 30_000, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      actor.trouble()
      for (;;) {
        await actor.done()
        await actor.next()
      }
    },
  },
}

function claiming(
  does: string,
  says: RegExp,
  wrong: (actor: Actor) => Promise<unknown>,
  mend?: (actor: Actor) => Promise<unknown>,
): Behaviour {
  return {
    does: `${does}; corrects this when told`,
    expects: { says, withinMs: 30_000, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await wrong(actor)
      actor.trouble()
      await actor.done()
      await actor.next()
      actor.over()
      await mend?.(actor)
      await actor.finish()
    },
  }
}
