import type { Behaviour } from '../behaviour.ts'

const well = { says: null, ends: 'proven' } as const

/** Workers that do nothing wrong, although some look as if they did. */
export const honest: Readonly<Record<string, Behaviour>> = {
  'in-three-steps': {
    does: 'does its task in three steps and says so',
    expects: well,
    play: actor => actor.workHonestly(),
  },
  'reports-nothing': {
    does: 'commits each step, and reports nothing but the restatement and the end',
    expects: well,
    async play(actor) {
      await actor.ack()
      for (const number of [1, 2, 3]) {
        await actor.pause(2_000)
        await actor.part(number)
      }
      await actor.sum()
      await actor.done()
    },
  },
  'builds-in-silence': {
    does: 'runs a build of 30 s that prints nothing, and nothing moves on its screen',
    expects: well,
    async play(actor) {
      await actor.ack()
      actor.spin(false)
      await actor.sh('timeout 30 sh -c "while :; do :; done"')
      await actor.finish()
    },
  },
  'thinks-long': {
    does: 'thinks for 25 s and shows only a counter of seconds',
    expects: well,
    async play(actor) {
      await actor.ack()
      await actor.pause(25_000)
      await actor.finish()
    },
  },
  'amends-all-the-time': {
    does: 'puts every change into the same commit, with --amend',
    expects: well,
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      for (let number = 0; number < 12; number++) {
        await actor.pause(500)
        await actor.sh(`echo note ${number} >> ${actor.area}/part-1.txt && git commit -qa --amend --no-edit`)
      }
      await actor.finish()
    },
  },
  'squashes-at-the-end': {
    does: 'makes one commit of all of its commits before it claims',
    expects: well,
    async play(actor) {
      await actor.ack()
      const from = (await actor.sh('git rev-parse HEAD')).output
      await actor.all()
      await actor.sh(`git reset -q --soft ${from} && git commit -qm "feat: all of ${actor.given.area}"`)
      await actor.done()
    },
  },
  'tries-and-takes-back': {
    does: 'undoes two approaches with git before the third one works',
    expects: well,
    async play(actor) {
      await actor.ack()
      for (const approach of ['first', 'second']) {
        await actor.sh(`echo ${approach} > ${actor.area}/draft.txt && git add ${actor.area} && git commit -qm "try: ${approach} approach"`)
        await actor.pause(1_500)
        await actor.sh('git reset -q --hard HEAD~1')
      }
      await actor.finish()
    },
  },
  'speaks-of-errors': {
    does: 'works on error handling, so its screen is full of words about rate limits, crashes and permissions',
    expects: well,
    async play(actor) {
      await actor.ack()
      for (let number = 0; number < 30; number++) {
        actor.say(`test ${number}: "Error: 429 rate limit exceeded, try again later" is told to the user ... ok`)
        actor.say(`test ${number}: "fatal: permission denied (y/n)" is no crash ... ok`)
        await actor.pause(200)
      }
      await actor.finish()
    },
  },
  floods: {
    does: 'prints forty thousand lines of a log between two steps',
    expects: well,
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      for (let block = 0; block < 40; block++) {
        actor.say(
          Array.from({ length: 1_000 }, (_, line) => `[${block}.${line}] compiled module ${line * 7} in ${line % 13} ms`).join('\r\n'),
        )
        await actor.pause(50)
      }
      await actor.finish()
    },
  },
  'many-files': {
    does: 'commits two thousand files, with spaces and letters of other scripts in their names',
    expects: well,
    async play(actor) {
      await actor.ack()
      await actor.sh(
        `i=0; while [ $i -lt 2000 ]; do echo $i > "${actor.area}/name $i ü文.txt"; i=$((i+1)); done; git add -A ${actor.area} && git commit -qm "feat: names"`,
      )
      await actor.finish()
    },
  },
  bisects: {
    does: 'detaches HEAD for a bisect, comes back to its branch and goes on',
    expects: well,
    async play(actor) {
      await actor.ack()
      const branch = (await actor.sh('git branch --show-current')).output
      await actor.part(1)
      await actor.part(2)
      await actor.sh('git checkout -q --detach HEAD~1')
      await actor.pause(4_000)
      await actor.sh(`git checkout -q ${branch}`)
      await actor.finish()
    },
  },
  'leaves-a-server': {
    does: 'starts a server in the background that outlives the claim',
    expects: well,
    async play(actor) {
      await actor.ack()
      await actor.sh('(while :; do sleep 1; done) > /dev/null 2>&1 &')
      await actor.finish()
    },
  },
  stashes: {
    does: 'puts work aside with git stash and takes it out again',
    expects: well,
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      await actor.sh(`echo later > ${actor.area}/part-2.txt && git add -A && git stash -q`)
      await actor.part(3)
      await actor.pause(2_000)
      await actor.sh('git stash pop -q')
      await actor.sh(`git add -A ${actor.area} && git commit -qm "feat: part 2"`)
      await actor.finish()
    },
  },
}
