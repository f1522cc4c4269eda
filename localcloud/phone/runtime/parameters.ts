/** What the address of the phone page says: /shell/phone.html?openid=…&page=…&token=… */
export interface PhoneParameters {
  openid: string
  token: string
  /** route with query to open first; '' for the mini-program's own entry */
  page: string
  theme: 'light' | 'dark'
  /** pays without showing WeChat Pay's sheet */
  autopay: boolean
  /** shows WeChat's consent sheet instead of taking the desk's answer */
  asksConsent: boolean
  /** scene number WeChat would tell; 1001 is the list of recent mini-programs */
  scene: number
}

export function readParameters(search: string): PhoneParameters {
  const query = new URLSearchParams(search)
  return {
    openid: query.get('openid') ?? 'customer',
    token: query.get('token') ?? '',
    page: (query.get('page') ?? '').replace(/^\//, ''),
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    autopay: query.has('autopay') && query.get('autopay') !== '0',
    asksConsent: query.get('consent') === 'ask',
    scene: Number(query.get('scene')) || 1001,
  }
}
