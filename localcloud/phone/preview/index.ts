import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { compileShell } from '../compile'
import { type PreviewOptions, startPreview } from './previewCloud'

/** `tsx localcloud/phone/preview --source miniprogram --functions stub.ts --port 8321`: see ../README.md */
async function main() {
  const { values } = parseArgs({
    options: {
      source: { type: 'string', default: 'miniprogram' },
      functions: { type: 'string' },
      port: { type: 'string', default: '8321' },
      page: { type: 'string', default: '' },
    },
  })
  const shell = fs.mkdtempSync(path.join(os.tmpdir(), 'phone-'))
  const report = await compileShell({ source: values.source, outDir: shell, nodeModules: path.resolve('node_modules') })
  for (const warning of report.warnings) console.warn(warning)
  const functions = values.functions
    ? (require(path.resolve(values.functions)) as { functions: NonNullable<PreviewOptions['functions']> }).functions
    : {}
  const cloud = await startPreview({ shell, port: Number(values.port), functions })
  console.log(`${report.pages} pages in ${report.ms} ms: ${cloud.phone('customer', values.page)}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
