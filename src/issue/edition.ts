/** Tells the edition of an issue by its texts. */

/** How many characters are read to detect the language. */
const SAMPLE_LENGTH = 20_000

/**
 * Whether texts are mostly Chinese: they have more than one Chinese character to four Latin letters. Chinese recaps keep English names and titles,
 * and a Chinese character says as much as several letters.
 */
export const areChinese = (texts: Iterable<string>): boolean => {
  let [han, latin, left] = [0, 0, SAMPLE_LENGTH]
  for (const text of texts) {
    for (let at = 0; at < Math.min(text.length, left); at++) {
      const unit = text.charCodeAt(at)
      if (unit >= 0x4e00 && unit <= 0x9fff) han++
      else if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)) latin++
    }
    left -= text.length
    if (left <= 0) break
  }
  return han > 0 && han * 4 > latin
}
