/**
 * Stands for the `tcb` binary: keeps the functions of an environment in the folder FAKE_TCB, as the platform would.
 * It reads cloudbaserc.json where it runs, as the real one does. FAKE_TCB/broken names a function that cannot be uploaded.
 */
const { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const home = process.env.FAKE_TCB
const words = process.argv.slice(2)
const after = (flag) => words[words.indexOf(flag) + 1]
const fail = (text) => {
  console.error(text)
  process.exit(1)
}
const read = (file) => (existsSync(join(home, file)) ? readFileSync(join(home, file), 'utf8') : '')

if (words[0] === 'login') {
  if (after('--apiKeyId') !== 'id-1' || after('--apiKey') !== 'key-1') fail('AuthFailure.SecretIdNotFound: login fail')
  writeFileSync(join(home, 'login'), 'yes')
} else if (read('login') === '') fail('No valid identity information, please use cloudbase login to login')
else if (words[0] === 'fn' && words[1] === 'deploy') {
  const name = words[2]
  if (read('broken').trim() === name) fail(`[${name}] ResourceUnavailable: the function is being updated, try later`)
  const config = JSON.parse(readFileSync('cloudbaserc.json', 'utf8'))
  const { timeout, memorySize, triggers, runtime } = config.functions.find((each) => each.name === name)
  const place = join(home, 'functions', name)
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  cpSync(join(config.functionRoot, name), place, { recursive: true })
  writeFileSync(join(home, 'functions', `${name}.json`), JSON.stringify({ timeout, memorySize, triggers, runtime }))
  console.log(`[${name}] deployed to ${after('--envId')}`)
} else if (words.slice(0, 3).join(' ') === 'fn code download') {
  const [name, folder] = words.slice(3)
  if (!existsSync(join(home, 'functions', name))) fail(`[${name}] does not exist`)
  cpSync(join(home, 'functions', name), folder, { recursive: true })
} else fail(`the fake tcb does not know: ${words.join(' ')}`)
