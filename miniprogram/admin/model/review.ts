import type { IncidentReview } from '../../../contract/pages/incidents'
import type { IncidentSummary } from '../../../contract/query'
import { clockRange, clockTime } from '../format/clockTime'
import { dateName } from '../format/dayName'
import { duration } from '../format/duration'
import { spaced } from '../format/spaced'

export interface ReviewView {
  answers: { name: string; text: string }[]
  by: string
}

/** What is typed into the form, as it was typed. */
export interface ReviewForm {
  happened: string
  why: string
  change: string
}

/** The questions, in the order in which they are asked and shown. */
export const reviewQuestions: { field: keyof ReviewForm; name: string; hint: string }[] = [
  { field: 'happened', name: '出了什么事', hint: '谁碰到的，多久，少了多少' },
  { field: 'why', name: '为什么会这样', hint: '查到的原因' },
  { field: 'change', name: '以后改什么', hint: '谁去改，什么时候改好' },
]

export function reviewView(review: IncidentReview | null, zone: string): ReviewView | null {
  if (review === null) return null
  return {
    answers: reviewQuestions
      .filter(({ field }) => review[field] !== '')
      .map(({ field, name }) => ({ name, text: review[field] })),
    by: `${review.by} ${dateName(review.at, zone)} ${clockTime(review.at, zone)} 写的`,
  }
}

/** What was written, or a beginning: the incident as it is on record. */
export function reviewForm(review: IncidentReview | null, incident: IncidentSummary, zone: string): ReviewForm {
  if (review !== null) return { happened: review.happened, why: review.why, change: review.change }
  const { title, sentence, openedAt, resolvedAt } = incident
  const times =
    resolvedAt === null ? '' : `，${clockRange(openedAt, resolvedAt, zone)}，${duration(resolvedAt - openedAt)}`
  return { happened: `${spaced(title.replace(/\n/g, ''))}${times}。${spaced(sentence)}`, why: '', change: '' }
}

/** @returns the field that is empty and must not be, or null */
export const missingAnswer = (form: ReviewForm): keyof ReviewForm | null =>
  form.happened.trim() === '' ? 'happened' : form.why.trim() === '' ? 'why' : null
