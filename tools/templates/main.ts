import { resolve } from 'node:path'
import { printSymptom } from '../doctor/printSymptom'
import commands from '../setup/commands.json'
import { readAccountTemplates, TemplateError } from './accountTemplate'
import { checkTemplate, preview } from './checkTemplate'
import { suggestKeywords } from './suggestKeywords'

const usage = `usage: ${commands.templates.usage}; ${commands.templates.does}`
const sample = { name: '兰姨牛肉面', branch: '文三路店', zone: 'Asia/Shanghai' }

/** `npm run templates -- --file FILE`: which keyword takes which value of ours, and what staff would read. */
function main(): void {
  const [flag, file] = process.argv.slice(2)
  if (flag !== '--file' || file === undefined) throw new TemplateError(usage)
  const templates = readAccountTemplates(resolve(file))
  if (templates.length === 0)
    throw new TemplateError(`${file} lists no template: add some in the console, 订阅消息 → 公共模板库`)
  for (const template of templates) {
    const keywords = suggestKeywords(template)
    const symptom = checkTemplate(template, keywords)
    printSymptom(symptom, console.log)
    if (symptom.state === 'error') {
      process.exitCode = 1
      continue
    }
    console.log(`          id ${template.id}, keywords ${JSON.stringify(keywords)}`)
    for (const { name, text } of preview(template, keywords, sample)) console.log(`          | ${name}: ${text}`)
  }
}

try {
  main()
} catch (error) {
  if (!(error instanceof TemplateError)) throw error
  console.error(`templates: ${error.message}`)
  process.exitCode = 1
}
