import { createGit } from '../../../../src/adapters/git/create-git.ts'
import '../../../support/keep-compiled.ts'

const [options = ''] = process.argv.slice(2)
await createGit(JSON.parse(options)).inspect()
