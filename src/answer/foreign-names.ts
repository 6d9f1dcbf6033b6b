/** The glossary's names of companies, people, countries and languages in six languages, as data in the format of `foreign-words.ts`. */

export const NAMES = `
Google | 谷歌 | グーグル
Apple | 苹果 | アップル
Microsoft | 微软 | マイクロソフト
Nvidia | 英伟达 | エヌビディア
Amazon | 亚马逊 | アマゾン
Tesla | 特斯拉 | テスラ
Samsung | 三星 | サムスン
Intel | 英特尔 | インテル
Qualcomm | 高通 | クアルコム
Huawei | 华为 | ファーウェイ
Alibaba | 阿里巴巴 阿里 | アリババ
Qwen | 千问 通义
Tencent | 腾讯 | テンセント
Hunyuan | 混元
Baidu | 百度 | バイドゥ 百度
Ernie | 文心
ByteDance | 字节 字节跳动 | バイトダンス
Doubao | 豆包
Moonshot, Kimi | 月之暗面
Zhipu, GLM | 智谱
DeepSeek | 深度求索 | ディープシーク
Pangu | 盘古
OpenAI |  | オープンエーアイ
Musk | 马斯克 | マスク イーロン
Altman | 奥特曼 奥尔特曼 | アルトマン
Zuckerberg | 扎克伯格 小扎 | ザッカーバーグ
Jensen Huang | 黄仁勋 | ジェンスン
China | 中国 | 中国 | china chinesisch* | china chin* | chine chinois*
US | 美国 | アメリカ 米国 | usa amerikanisch* | eeuu | états-unis
EU | 欧盟 欧洲 | 欧州 | europa europäisch* | europa europe* | europe européen*
Japan | 日本 | 日本 | japan japanisch* | japón | japon
Japanese | 日语 日文 | 日本語 | japanisch | japonés | japonais*
Chinese | 中文 汉语 | 中国語 | chinesisch | chino | chinois
English | 英语 英文 | 英語 | englisch* | inglés | anglais*
German | 德语 德国 | ドイツ語 ドイツ | deutsch* | alemán alemana | allemand*
French | 法语 法国 | フランス語 フランス | französisch* | francés | français*
Spanish | 西班牙语 | スペイン語 | spanisch* | español* | espagnol*
Swedish | 瑞典 瑞典语 | スウェーデン スウェーデン語 | schwed* | sueco sueca suecia | suédois* suède
Italian | 意大利 意大利语 | イタリア イタリア語 | italien* | italian* italia | italien* italie
Russian | 俄罗斯 俄语 | ロシア ロシア語 | russisch* russland | ruso rusa rusia | russe* russie
Korean | 韩国 韩语 | 韓国 韓国語 | koreanisch* korea südkorea | corean* corea | coréen* corée
India | 印度 | インド | indien indisch* | india indi* | inde indien*
Arabic | 阿拉伯 阿拉伯语 | アラビア語 アラブ | arabisch* | árabe* | arabe*
Portuguese | 葡萄牙语 | ポルトガル語 | portugiesisch* | portugués | portugais*
UK | 英国 | イギリス 英国 | großbritannien britisch* | británic* | royaume-uni britannique*
Canada | 加拿大 | カナダ | kanada kanadisch* | canadá canadiense* | canada canadien*
Taiwan | 台湾 | 台湾 | taiwan* | taiwán | taïwan*
Ukraine | 乌克兰 | ウクライナ | ukrain* | ucrani* | ukrain*
Claude | 克劳德 | クロード
Gemini |  | ジェミニ
Llama | 羊驼 | ラマ
Grok |  | グロック
Mistral |  | ミストラル
Anthropic |  | アンソロピック アンスロピック
Meta | 脸书 | メタ フェイスブック
Copilot |  | コパイロット
ChatGPT |  | チャットGPT
Linux |  | リナックス
Windows |  | ウィンドウズ
Android | 安卓 | アンドロイド
Python |  | パイソン
YouTube | 油管 | ユーチューブ
Karpathy | 卡帕西 | カルパシー
LeCun | 杨立昆 | ルカン
Hassabis | 哈萨比斯 | ハサビス
Sutskever | 苏茨克维 | サツケバー
Nadella | 纳德拉 | ナデラ
Pichai | 皮查伊 | ピチャイ
Amodei | 阿莫迪 | アモデイ
`
