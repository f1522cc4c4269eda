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

/** What the forms say, as the cloud takes it: a template without an id is none. */
export const templatesOf = (forms: readonly TemplateForm[]): Templates => {
  const choice = (name: TemplateName): TemplateChoice | null => {
    const form = forms.find((one) => one.name === name)
    if (form === undefined || form.id.trim() === '') return null
    const filled = form.fields.filter(({ value }) => value.trim() !== '')
    return { id: form.id.trim(), keywords: Object.fromEntries(filled.map(({ key, value }) => [key, value.trim()])) }
  }
  return { critical: choice('critical'), normal: choice('normal'), digest: choice('digest') }
}
