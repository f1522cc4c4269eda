import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkWithWechatCompilers } from '../../localcloud/phone/wechatCompilers'
import { phoneBuilt } from '../paths'
import { type Finding, found } from '../verify/check'

/** Lets WeChat's own compilers read every page, component and style of the built mini-program. */
export function checkWithWechat(folder = phoneBuilt): Finding {
  if (!existsSync(join(folder, 'app.json'))) return { ok: false, text: 'no mini-program is built' }
  const { errors, wxmlFiles, wxssFiles } = checkWithWechatCompilers(folder)
  return found(errors, `${wxmlFiles} wxml, ${wxssFiles} wxss`)
}
