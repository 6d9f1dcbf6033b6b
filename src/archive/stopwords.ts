/** Stop words by language, as people type them in questions. */
const LISTS = {
  en: `a about above after again ago all also am an and any anybody anyone anything are arent around as ask at be because been before being best
    between bout both but by came can cant come comes could couldnt did didnt do does doesnt doing done dont during each either else even ever every
    everybody everyone everything explain far few find for from further gave get gets getting give given go goes going gone gonna good got guy guys had happen happened happening
    happens has hasnt have havent having he hear heard her here hers hey hi him his how hows i id if ill im in into is isnt it its itself ive
    just kind know lately let lets like list lol look looks made make makes many may maybe me mean means might mine more most much must my n near need new news
    no not now nowadays of off ok okay on one ones only or other our out over own pls please ppl people put r really recent recently said same saw say saying says see seem seems
    she should shouldnt show shows so some somebody someone something smth sth story stuff still such sure take tell than thanks that thats the their them then there theres these
    they theyre thing things think this those though through til till to today too took u under until up update updates updated upon us use used using
    very via w want wanted was wasnt wat way we well went were werent what whats whatever when where whether which while who whom whos whose why will wen with without
    wont word would wouldnt x y yall year years yes yesterday yet you your youre ur abt acc atm bc cuz etc per re shld since theyve vs wrt yr yrs latest tweet tweets tweeted reddit redditor redditors twitter discord discords thread threads overview recap recaps roundup summary summarize summarise highlights tldr
    january february march april june july august september october november december jan feb apr jun jul aug sep sept oct nov dec`,
  de: `aber als am an auch auf aus bei bin bis bist da dann das dass dein dem den der des die dies diese dieser dieses doch du ein eine einem einen einer eines er es
    etwas für gab gegeben gibt gibts habe haben hast hat hatte heute ich ihr im in ist ja jetzt kann kein keine man mehr mein mit nach neu neue neues nicht noch nur ob oder passiert passierte geschah geschehen los
    sein sich sie sind so kam kamen kommt kommen über um und uns von vor war waren warum was wann wegen weil welche welcher welches wenn wer werden wie wieviel wieviele wird wo wurde zu zum zur`,
  es: `a al algo alguien como con cual cuales cuando cuanto cuantos cuanta cuantas de del desde donde dice dijo dos e el ella ellos en era es esa ese eso esta este esto fue
    ha hace hay ocurrio paso pasado sucedio hoy la las le les lo los mas me mi mucho muy nada no nos novedades nuevo nueva nuevos o para pero por porque que quien se ser si sin sobre su sus
    tambien tiene tienen todo un una uno y ya`,
  fr: `a au aux avec ce ces cette combien comme dans de depuis des dernier derniere dit dont du elle elles en est et etait eu fait il ils je la le les leur leurs lui ma mais
    me mes moi mon passe arrive ne nos notre nous nouveau nouveautes nouvelle nouvelles on ont ou par pas pense pensent plus pour pourquoi qu quand que quel quelle quelles quels qui quoi
    sa sans se ses si son sont sur te tes toi ton tu un une va vos votre vous y`,
  zh: `多少钱 的 了 吗 呢 吧 啊 呀 是 在 和 与 有 没 没有 什么 啥 怎么 怎样 如何 多少 几 哪 哪个 哪家 哪些 哪里 哪儿 谁 为什么 为何 什么样 这个 那个 这 那 这次 那次 是不是 有没有 是什么 有什么 叫什么 叫啥 来着
    今天 昨天 最近 现在 目前 新的 新 消息 新闻 动静 进展 更新 动态 情况 怎么看 大家 听说 还要 方面 关于 一下 告诉 请问 可以 能 会 都 也 就 还 到底 究竟 一共 总共 大概 大约 上 用 把 被 时候 啥时候 是啥 怎么回事 一回事 有人 说
    这轮 那轮 这波 那波 这回 那回 上次 下次 拿到 拿了 搞了 咋 咋样 怎么样 为啥 多久 多长 啥样 有啥 干嘛 干啥 能不能 会不会 好不好 值不值 是否 在哪 我 你 他 她 它 们`,
  ja: `の は が を に へ と で も や か ね よ な から まで より です ます した して する いる ある って った どの どれ 何 なに 誰 いつ どこ なぜ いくら`,
} as const

const fold = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).map(fold))
const english = wordsOf(LISTS.en)
const others = [LISTS.de, LISTS.es, LISTS.fr].map(wordsOf)
const cjk = [LISTS.zh, LISTS.ja].flatMap((list) => list.split(/\s+/)).sort((a, b) => b.length - a.length)
const CJK = new RegExp(cjk.join('|'), 'gu')

/** Whether a word of the Latin script is a stop word of any language. */
export const isStopWord = (word: string): boolean => [english, ...others].some((list) => list.has(fold(word)))

/** How many stop words of another language make a text one in it; a single one may be a name. */
const ENOUGH = 2

/** Makes a function that tells the stop words of a text: those of English, and of any other language that the text is in. */
export const stopWordsOf = (text: readonly string[]): ((word: string) => boolean) => {
  const foreign = text.map(fold).filter((word) => !english.has(word))
  const lists = [english, ...others.filter((list) => foreign.filter((word) => list.has(word)).length >= ENOUGH)]
  return (word) => lists.some((list) => list.has(fold(word)))
}

/** What is left of a Chinese or Japanese text between its stop words. */
export const withoutStopWords = (run: string): string[] => run.split(CJK).filter((rest) => rest !== '')
