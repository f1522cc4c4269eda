import type { ConformanceCase } from '../conformanceCloud'
import { raised } from '../database/databaseCase'

const NOBODY = { touser: '', templateId: 'none', page: 'pages/index/index', data: {} }

/** The SDK gives such a number as a sign, an exponent and groups of fourteen digits. */
function digitsOf({ e, c }: { e: number; c: number[] }): string {
  const digits = c.map((group, i) => String(group).padStart(i === 0 ? 0 : 14, '0')).join('')
  return digits.padEnd(e + 1, '0').slice(0, e + 1)
}

export const openApiCases: ConformanceCase[] = [
  {
    name: 'an API of WeChat that succeeds answers errCode 0',
    needs: 'accepted',
    async run({ sdk, accepted }) {
      const reply = await sdk.openapi.subscribeMessage.send(await accepted?.())
      expect(reply).toMatchObject({ errCode: 0 })
    },
  },
  {
    name: 'the id of a message is larger than a number and keeps all of its digits',
    needs: 'accepted',
    async run({ sdk, accepted }) {
      const { msgid } = await sdk.openapi.subscribeMessage.send(await accepted?.())
      expect(digitsOf(msgid)).toMatch(/^\d{17,}$/)
    },
  },
  {
    name: 'an API of WeChat that refuses is an error with WeChat’s own number and text',
    async run({ sdk }) {
      const error = await raised(sdk.openapi.subscribeMessage.send(NOBODY))
      expect(error.errCode).toBe(40003)
      expect(error.errMsg).toMatch(/openapi\.subscribeMessage\.send:fail.*invalid openid/)
    },
  },
  {
    name: 'an API that the function does not declare is refused with -604101',
    needs: 'judgesPermissions',
    async run({ sdk }) {
      const { result } = (await sdk.callFunction({ name: 'conformance', data: { deed: 'undeclared' } })) as {
        result: { errCode: number; errMsg: string }
      }
      expect(result.errCode).toBe(-604101)
    },
  },
  {
    name: 'callOpenAPI reaches the same API by its name and answers in WeChat’s own spelling',
    needs: 'accepted',
    async run({ sdk, accepted }) {
      const message = await accepted?.()
      const data = { ...message, template_id: message?.templateId, templateId: undefined }
      const reply = await sdk.callOpenAPI({ api: 'subscribeMessage.send', data })
      expect(reply).toMatchObject({ result: { errcode: 0 } })
    },
  },
]
