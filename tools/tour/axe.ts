import type { Page } from 'playwright-core'

interface AxeRule {
  id: string
  nodes: { html: string; any: { message: string }[] }[]
}

const RULES = [
  'color-contrast',
  'image-alt',
  'aria-valid-attr-value',
  'aria-allowed-attr',
  'aria-roles',
  'aria-command-name',
  'aria-input-field-name',
  'aria-toggle-field-name',
  'button-name',
  'label',
  'link-name',
  'role-img-alt',
  'scrollable-region-focusable',
]

/** What axe-core finds on the page in front, without what the shell draws over it. `contrasts`: texts measured and good. */
export async function axeOf(page: Page): Promise<{ wrong: string[]; unsure: string[]; contrasts: number }> {
  const style = await page.addStyleTag({ content: '.overlay, .status-bar { display: none }' })
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: require.resolve('axe-core') })
  const { violations, incomplete, passes } = await page.evaluate((values) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(context: object, options: object): Promise<Record<'violations' | 'incomplete' | 'passes', AxeRule[]>>
      }
    }
    return axe.run({ include: ['.page-layer:not([hidden])'] }, { runOnly: { type: 'rule', values } })
  }, RULES)
  await style.evaluate((element) => (element as Element).remove())
  const told = (rules: AxeRule[]) =>
    rules.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
    )
  const contrasts = passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0
  return { wrong: told(violations), unsure: told(incomplete), contrasts }
}
