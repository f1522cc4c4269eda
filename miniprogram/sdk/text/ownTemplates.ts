import { label, type OwnTemplate } from './route'

/** Templates of the integrator, like `a.cn/dish/:slug`; they come before ours. Anything but a list is as good as none. */
export function ownTemplates(given: unknown): OwnTemplate {
  const templates = (Array.isArray(given) ? given : []).map((one): [RegExp, string] => {
    const template = label(one)
    const pattern = template.replace(/[^\w:/]/g, '\\$&').replace(/:[a-z]\w*/gi, '[^/]+')
    return [new RegExp(`^${pattern}$`), template]
  })
  return (path) => Object(templates.find(([pattern]) => pattern.test(path)))[1]
}
