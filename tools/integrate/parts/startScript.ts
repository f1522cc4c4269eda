/** What the start script is made of. */
export interface StartSettings {
  store: string
  /** the app never calls wx.cloud.init: we do; null: it does itself */
  cloud: { environment: string | undefined } | null
}

/** The module behind the app's first line. */
export function startScript({ store, cloud }: StartSettings): string {
  const lines = [`require('./index').init({ store: ${JSON.stringify(store)} })`]
  if (cloud !== null) {
    const env = cloud.environment === undefined ? '' : ` env: ${JSON.stringify(cloud.environment)},`
    lines.push(`wx.cloud.init({${env} traceUser: true })`)
  }
  return `${lines.join('\n')}\n`
}
