import type { Behaviour } from '../behaviour.ts'

/** Workers that do the wrong work, or work in the wrong place. When czar tells them so, they do their own task. */
export const strays: Readonly<Record<string, Behaviour>> = {
  'works-on-its-own-branch': {
    does: 'makes a branch of its own and commits there; returns when told',
    expects: { says: /^(?:confused|rejected): .*branch/, withinMs: 60_000, ends: 'proven' },
    async play(actor) {
      const branch = (await actor.sh('git branch --show-current')).output
      await actor.ack()
      await actor.sh('git switch -qc my-idea')
      actor.trouble()
      await actor.part(1)
      await actor.part(2)
      await actor.next()
      await actor.sh(`git switch -q ${branch} && git merge -q --ff-only my-idea`)
      actor.over()
      await actor.finish()
    },
  },
  'restates-another-task': {
    does: 'restates the task of another area, with its files; does its own when told',
    expects: { says: /^confused: /, withinMs: 20_000, ends: 'proven' },
    async play(actor) {
      actor.trouble()
      await actor.sh(
        `czar report ack --task ${actor.given.assignment} "Write the parts of area in-three-steps and its sum" --plan area/in-three-steps/part-1.txt area/in-three-steps/total.txt`,
      )
      await actor.next()
      actor.over()
      await actor.workHonestly()
    },
  },
  'does-a-peers-work': {
    does: 'commits the parts of another area; does its own when told',
    expects: { says: /^(?:confused|rejected): .*area\/reports-nothing/, withinMs: 60_000, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      const from = (await actor.sh('git rev-parse HEAD')).output
      for (const number of [1, 2]) {
        await actor.sh(`echo ${number} > area/reports-nothing/part-${number}.txt && git add -A && git commit -qm "feat: part ${number}"`)
        if (number === 1) actor.trouble()
        await actor.pause(3_000)
      }
      await actor.next()
      await actor.sh(`git reset -q --hard ${from}`)
      actor.over()
      await actor.finish()
    },
  },
  'commits-to-base': {
    does: 'moves the base branch itself to its commit',
    expects: { says: /^(?:confused|stuck): |^rejected: |^person: /, withinMs: 60_000, ends: 'person' },
    playsAlone: true,
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      actor.trouble()
      await actor.sh('git update-ref refs/heads/main HEAD')
      await actor.finish()
    },
  },
  'leaves-a-rebase': {
    does: 'claims in the middle of a rebase; ends it when told',
    expects: { says: /^(?:confused|rejected): /, withinMs: 60_000, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      await actor.part(2)
      await actor.sh('GIT_SEQUENCE_EDITOR="sed -i 1s/pick/edit/" git rebase -q -i HEAD~1')
      actor.trouble()
      await actor.done()
      await actor.next()
      await actor.sh('git rebase --continue')
      actor.over()
      await actor.finish()
    },
  },
  'holds-the-lock': {
    does: 'leaves a lock on its index, so that git refuses everything; removes it when told',
    expects: { says: /^(?:idle|quiet|confused|rejected|stuck|presumed|asked): /, withinMs: 60_000, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      const lock = (await actor.sh('git rev-parse --git-path index.lock')).output
      await actor.sh(`touch ${lock}`)
      actor.trouble()
      await actor.part(2)
      await actor.next()
      await actor.sh(`rm -f ${lock}`)
      actor.over()
      await actor.finish()
    },
  },
  'loses-its-commits': {
    does: 'resets its branch, so that commits which the czar has seen are gone, and does the work again',
    expects: { says: null, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      await actor.part(2)
      await actor.pause(4_000)
      await actor.sh('git reset -q --hard HEAD~2')
      await actor.finish()
    },
  },
}
