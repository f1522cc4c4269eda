import { button, make } from '../../desk/dom'
import { count } from '../../desk/format'
import type { Console, View } from '../view'

interface Collection {
  name: string
  documents: number
  indexes: string[]
}

const LIMITS = [20, 100, 1000]
const PREVIEW_CHARS = 160

/** 数据库: collections, and what a condition finds in one. */
export function collectionsView(page: Console): View {
  let chosen: string | null = null
  const list = make('div', 'names')
  const where = make('textarea', '')
  where.rows = 1
  where.placeholder = '条件，如 {"status":"paid"}；空着就是全部'
  where.spellcheck = false
  where.setAttribute('aria-label', '条件')
  const limit = make('select', '', ...LIMITS.map((one) => make('option', '', String(one))))
  limit.setAttribute('aria-label', '最多几条')
  const summary = make('span', 'small')
  const found = make('div', 'documents')
  const title = make('h2', '')
  const query = button('key strong', '查', () => page.act(find))
  where.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    query.click()
  })
  const right = make(
    'div',
    'query',
    make('header', '', title, summary),
    make('div', 'tools', where, limit, query),
    found,
  )
  right.hidden = true
  const element = make('section', 'collections', make('aside', '', list, newCollection(page)), right)

  async function find() {
    if (chosen === null) return
    const parameters = new URLSearchParams({ limit: limit.value })
    if (where.value.trim()) parameters.set('where', where.value.trim())
    const { documents, total } = await page.control.get<{ documents: Record<string, unknown>[]; total: number }>(
      `collections/${encodeURIComponent(chosen)}?${parameters}`,
    )
    summary.textContent = `找到 ${count(total)} 条，显示 ${count(documents.length)} 条`
    found.replaceChildren(...documents.map(documentBox))
  }

  const choose = (name: string) => {
    chosen = name
    title.textContent = name
    where.value = ''
    right.hidden = false
    page.act(find)
  }

  return {
    name: 'collections',
    title: '数据库',
    element,
    async refresh() {
      const { collections } = await page.control.get<{ collections: Collection[] }>('collections')
      list.replaceChildren(
        ...collections.map((one) => {
          const entry = button(one.name === chosen ? 'on' : '', make('span', '', one.name), () => choose(one.name))
          entry.append(make('span', 'small', count(one.documents)))
          entry.title = one.indexes.length > 0 ? `索引：${one.indexes.join('、')}` : '没有索引'
          return entry
        }),
      )
    },
  }
}

function documentBox(document: Record<string, unknown>): HTMLElement {
  const { _id, ...rest } = document
  const preview = JSON.stringify(rest)
  const text = preview.length > PREVIEW_CHARS ? `${preview.slice(0, PREVIEW_CHARS)}…` : preview
  const head = make('summary', '', make('b', '', String(_id)), make('code', '', text))
  const box = make('details', '', head)
  box.addEventListener('toggle', () => {
    if (box.open && box.children.length === 1) box.append(make('pre', '', JSON.stringify(document, null, 2)))
  })
  return box
}

/** As an owner does in WeChat's console: functions cannot write into a collection that nobody made. */
function newCollection(page: Console): HTMLElement {
  const name = make('input', '')
  name.placeholder = '新集合的名字'
  name.setAttribute('aria-label', '新集合的名字')
  const add = button('key', '新建', () =>
    page.act(async () => {
      await page.control.post('collections', { name: name.value.trim() })
      name.value = ''
    }),
  )
  return make('div', 'new', name, add)
}
