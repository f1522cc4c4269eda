import apiP95 from '../../../database/rules/apiP95.json'
import paymentSuccess from '../../../database/rules/paymentSuccess.json'
import { learningOf } from '../../../miniprogram/admin/model/setup'
import { firstDay } from '../overviews'

test('while it learns, the page names the limits that the rules really judge by', () => {
  const { sentence } = learningOf(firstDay())!
  expect(sentence).toContain(`等过 ${apiP95.value / 1000} 秒算慢`)
  expect({ sentence: sentence.includes('一半人付不成算严重'), rule: paymentSuccess.value }).toEqual({
    sentence: true,
    rule: 0.5,
  })
})
