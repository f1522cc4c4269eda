import type { Scene } from './stop'
import type { Picture } from './takePicture'

const text = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/** All pictures of a tour on one page, scene by scene. */
export const indexPage = (shown: { scene: Scene; pictures: Picture[] }[]): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>看店 tour</title>
<style>
  body { margin: 24px; background: #dddcd8; color: #1a1917; font: 15px/1.5 sans-serif; }
  section { display: flex; flex-wrap: wrap; align-items: flex-start; margin-bottom: 32px; }
  figure { margin: 0 16px 16px 0; }
  img { display: block; border-radius: 16px; }
  figcaption { margin-top: 4px; font-size: 13px; }
  li { color: #ae1136; font-size: 13px; }
</style>
${shown.map(({ scene, pictures }) => `<h2>${text(scene.title)}</h2>\n<section>\n${pictures.map(figure).join('\n')}\n</section>`).join('\n')}
</html>
`

const figure = ({ file, screen, stop, wrong }: Picture): string =>
  `<figure><a href="${file}"><img src="${file}" width="${screen.width * 0.7}" loading="lazy" alt="${text(stop.title)}"></a><figcaption>${text(stop.title)}, ${screen.width}${screen.dark ? ', dark' : ''}, ${stop.name}</figcaption>${wrong.length === 0 ? '' : `<ul>${wrong.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`}</figure>`
