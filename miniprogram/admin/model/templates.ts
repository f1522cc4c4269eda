import type { ShopSettings, TemplateChoice, TemplateName } from '../../../contract/pages/settings'

export interface TemplateForm {
  name: TemplateName
  title: string
  note: string
  id: string
  fields: { key: keyof TemplateChoice['keywords']; label: string; hint: string; value: string }[]
}

type Templates = NonNullable<ShopSettings['templates']>

const titles: Record<TemplateName, [title: string, note: string]> = {
  critical: ['严重告警', '马上发，额度单独算'],
  normal: ['一般告警', '等一分钟再发'],
  digest: ['日报和恢复', '每天 9 点，和恢复时'],
}

const fields: [key: keyof TemplateChoice['keywords'], label: string, hint: string][] = [
  ['store', '门店', 'thing1'],
  ['title', '出了什么事', 'thing2'],
  ['severity', '严重程度', 'phrase3'],
  ['sentence', '情况', 'thing4'],
  ['time', '时间', 'time5'],
]

export const templateForms = (templates: Templates): TemplateForm[] =>
  (['critical', 'normal', 'digest'] as const).map((name) => ({
    name,
    title: titles[name][0],
    note: titles[name][1],
    id: templates[name]?.id ?? '',
    fields: fields.map(([key, label, hint]) => ({ key, label, hint, value: templates[name]?.keywords[key] ?? '' })),
  }))

/** Of the forms, those that somebody changed, as the cloud takes them: a template without an id is none. */
export const changedTemplates = (before: Templates, forms: readonly TemplateForm[]): Partial<Templates> => {
  const [was, is] = [choicesOf(templateForms(before)), choicesOf(forms)]
  return Object.fromEntries(is.filter(([, choice], at) => JSON.stringify(choice) !== JSON.stringify(was[at]?.[1])))
}

const choicesOf = (forms: readonly TemplateForm[]): [TemplateName, TemplateChoice | null][] =>
  forms.map(({ name, id, fields }) => {
    const filled = fields.filter(({ value }) => value.trim() !== '')
    const keywords = Object.fromEntries(filled.map(({ key, value }) => [key, value.trim()]))
    return [name, id.trim() === '' ? null : { id: id.trim(), keywords }]
  })
