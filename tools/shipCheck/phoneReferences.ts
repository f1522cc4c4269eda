import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { referencesOf } from '../build/references'
import { resolveReference } from '../build/resolve'
import { listFiles } from '../files'
import { phoneBuilt } from '../paths'
import { type Finding, found } from '../verify/check'

/** Holds every require, component, import and style of the built mini-program against what lies inside it. */
export function checkPhoneReferences(folder = phoneBuilt): Finding {
  if (!existsSync(join(folder, 'app.json'))) return { ok: false, text: 'no mini-program is built' }
  const files = listFiles(folder)
  const problems = files.flatMap((file) =>
    referencesOf(file)
      .filter((reference) => resolveReference(reference, file, folder).length === 0)
      .map((reference) => `${relative(folder, file)}: ${reference.kind} ${reference.path} is not in the mini-program`),
  )
  return found(problems, `${files.length} files`)
}
