import { join, resolve, sep } from 'node:path'

/** The project's root folder and what the build makes of it. Every tool takes its folders from here. */
export const root = resolve(__dirname, '..')
export const dist = join(root, 'dist')
export const functionSources = join(root, 'cloudfunctions')
export const functionsBuilt = join(dist, 'cloudfunctions')
export const phoneSources = join(root, 'miniprogram')
export const phoneBuilt = join(dist, 'miniprogram')
export const sdkBuilt = join(dist, 'sdk')
/** source maps of the mini-program: never in the folder that is uploaded */
export const mapsBuilt = join(dist, 'maps')
/** source maps by release, kept on this machine */
export const mapsKept = join(root, '.kandian', 'maps')
export const shellBuilt = join(dist, 'shell')

/** A path as a person reads it: relative to the root, with forward slashes. */
export function shown(path: string): string {
  return path.startsWith(root + sep)
    ? path
        .slice(root.length + 1)
        .split('\\')
        .join('/')
    : path
}
