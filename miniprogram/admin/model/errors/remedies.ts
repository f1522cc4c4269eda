import type { ErrorGroup, FixedIn } from '../../../../contract/pages/errors'

/** What somebody may mean by solved. */
export interface Remedy {
  text: string
  fixed: FixedIn | undefined
}

/** Only where a release is known there is anything to choose. */
export const remediesOf = ({ newestRelease }: Pick<ErrorGroup, 'newestRelease'>): Remedy[] =>
  newestRelease === ''
    ? [{ text: '现在就好了', fixed: undefined }]
    : [
        { text: '现在就好了', fixed: undefined },
        { text: `${newestRelease} 之后的版本好了`, fixed: { release: newestRelease, next: true } },
        { text: `${newestRelease} 这一版就好了`, fixed: { release: newestRelease, next: false } },
      ]

export const releaseWords = ({ release, next }: FixedIn): string => (next ? `${release} 之后的版本` : `${release} 起`)
