import { spawnSync } from 'node:child_process'

/** `npm pack` of a folder. @returns name of the file @throws with npm's own words */
export function pack(folder: string, destination: string): string {
  const words = ['pack', '--pack-destination', destination, '--ignore-scripts', '--silent']
  const npm = process.env.npm_execpath
  const byNode = npm?.endsWith('.js') === true
  const { status, stdout, stderr } = spawnSync(
    byNode ? process.execPath : 'npm',
    byNode ? [npm as string, ...words] : words,
    {
      cwd: folder,
      encoding: 'utf8',
      shell: !byNode && process.platform === 'win32',
    },
  )
  if (status !== 0) throw new Error(`npm pack failed in ${folder}: ${stderr}`)
  return stdout.trim().split('\n').at(-1) as string
}
