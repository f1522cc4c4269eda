import { kilobytes } from '../build/report'
import { type BundledPackage, largest } from './bundledPackages'

/** A file of the release. */
export interface ReleasedFile {
  name: string
  bytes: number
}

/** What is inside, as a text: files with their sizes, packages with versions, licences and where they are. */
export function reportText(
  version: string,
  files: readonly ReleasedFile[],
  packages: readonly BundledPackage[],
): string {
  const parts = (each: BundledPackage) => Object.keys(each.inParts).sort().join(', ')
  return [
    `# Kandian ${version}: what is inside`,
    '',
    '| file | size |',
    '|---|---|',
    ...files.map(({ name, bytes }) => `| ${name} | ${kilobytes(bytes)} |`),
    '',
    'Packages that are bundled, with their share of the largest part that holds them. The SDK and the server wrapper hold none.',
    '',
    '| package | version | licence | size | in |',
    '|---|---|---|---|---|',
    ...packages.map(
      (each) => `| ${each.name} | ${each.version} | ${each.licence} | ${kilobytes(largest(each))} | ${parts(each)} |`,
    ),
    '',
  ].join('\n')
}
