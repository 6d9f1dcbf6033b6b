/** The glossary's everyday words in six languages, as data in the format of `foreign-words.ts`. */

export const COMMON = `
edit | 编辑 | 編集 | bearbeit* | edita* | édit*
delete | 误删 删掉 | 消去 消した 消す | lösch* | suprim* | effac*
add | 添加 加上 新增 | 追加 | hinzufüg* hinzugefügt | añad* agreg* | ajout*
save | 保存 节省 | 保存 節約 | sparen gespart | guard* ahorr* | sauvegard* économis*
share | 分享 共享 | 共有 | teilen geteilt | compartir comparte* | partag*
upload | 上传 | アップロード | hochlad* hochgeladen | subir sube* | télévers* upload*
send | 发送 | 送信 送る | senden gesendet schick* geschickt | enviar envía* | envoy* envoi*
receive | 收到 接收 | 受信 受け取 | erhalt* erhält bekomm* | recib* | reç* recev*
close | 关掉 | 閉じ | schließ* |  | clôtur*
start | 启动 开始 | 起動 開始 | starte* begin* begonnen | empez* comenz* inici* arranc* | démarr* commenc*
stop | 停掉 中断 | 中止 | stopp* gestoppt aufhör* | detien* detener | arrêt* cess*
install | 安装 | インストール | install* | instal* | install*
configure, settings | 设置 配置 | 設定 | einstell* konfigur* | ajustes configur* | réglage* configur*
connect | 连接 | 接続 | verbind* verbunden | conect* | connect* reli*
cancel | 取消订阅 退订 | キャンセル 解約 | abbrech* storn* kündig* | cancel* | annul* résili*
pay, payment | 支付 付款 付费 | 支払 決済 | bezahl* zahlung* zahlen | pagar pago* | payer paiement* paye*
buy | 购买 买 | 購入 買う 買った | kauf* | comprar comprado | achet* achat*
refund | 退款 | 返金 | erstatt* rückerstatt* | reembols* | rembours*
account | 账号 账户 | アカウント | konto konten | cuenta cuentas | compte comptes
login | 登录 | ログイン | anmeld* einlogg* | | connexion
block | 屏蔽 拦截 阻止 | ブロック | blockier* gesperrt sperr* | bloque* | bloqu*
warn | 警告 提醒 | 警告 | warn* gewarnt | advert* avis* | averti* avertiss*
confirm | 确认 证实 | 確認 | bestätig* | confirm* | confirm*
deny | 否认 驳斥 | 否定 反論 | bestreit* bestritt* dement* | negó niega* desment* | démen*
explain | 解释 说明 | 説明 | erklär* | explic* | expliqu*
recommend | 推荐 建议 | おすすめ 推奨 | empfehl* empfohlen rät raten | recom* | recommand* conseil*
predict | 预测 预言 | 予測 予想 | vorhersag* prognos* | predi* pronostic* | prédi* prévoi*
plan | 计划 打算 | 計画 予定 | geplant plant | planes planea* | prévu* planifi*
decide | 决定 | 決定 決め | entscheid* entschieden | decid* decisión | décid* décision*
discuss, debate | 争论 辩论 | 論争 議論に | diskut* diskussion* debatt* streit* | discut* debat* discusión | discut* débat*
praise | 称赞 | 称賛 絶賛 | lob* gelobt | elogi* alab* | élog*
ask | 询问 | 尋ね 聞いた | gefragt | pregunt* | demand*
learn | 学会 学到 | 学ぶ 学んだ 覚え | lern* gelernt | aprend* | appren* appris
help | 帮助 帮忙 | 助け 支援 | hilf* hilft geholfen helfen | ayud* | aider aide
solve | 解出 攻克 | 解決 解いた 解く | gelöst | resolv* resuel* | résolu* résoud*
fail, failure | 失败 | 失敗 | scheiter* gescheitert fehlschl* versag* | fracas* | échou* échec*
success | 成功 | 成功 | erfolg* gelungen | éxito exit* logr* | succès réussi*
crash | 崩溃 闪退 | クラッシュ 落ちる | absturz abstürz* stürzt | colaps* | plantage*
discover | 发现 | 発見 見つけ | entdeck* gefunden | descubr* encontr* | découv* trouv*
read | 阅读 | 読む 読んだ | lesen gelesen | leer leíd* | lire
listen | 收听 | 聴く | hören gehört | escuch* | écout*
play | 玩游戏 | 遊ぶ プレイ | spielt gespielt | jugar juega* | jouer joue
draw | 画 绘画 画画 | 描く 描いた | zeichn* gezeichnet | dibuj* | dessin*
summary | 摘要 | 要旨 サマリー | zusammenfassung* | resumen* | résumé*
classify | 分类 | 分類 | klassifi* | clasific* | classif*
detect | 检测 识别 | 検出 認識 | erkenn* erkannt detekt* | detect* | détect*
generate | 生成 | 生成 | generier* erzeug* | genera generar generado | génér*
optimize | 优化 | 最適化 | optimier* | optimiz* | optimis*
accelerate | 加速 | 加速 | beschleunig* | aceler* | accélér*
compress | 压缩 | 圧縮 | komprim* | comprim* compres* | compress*
merge | 合并 融合 | マージ 統合 | zusammenführ* verschmelz* | fusion* | fusion*
deploy | 部署 | デプロイ 配備 展開 | bereitstell* einsetz* | despleg* desplieg* | déploi* déploy*
host | 托管 | ホスティング | gehostet hosten | aloj* | héberg*
measure | 测量 衡量 | 測定 計測 | messen gemessen messung* | medir medid* | mesur*
simulation | 模拟 仿真 | シミュレーション | simul* | simul* | simul*
clone | 克隆 | クローン | klon* geklont | clon clones clonar | clone* cloner
imitate | 模仿 | 模倣 真似 | nachahm* imitier* | imit* | imit*
steal | 偷 窃取 盗取 | 盗む 盗まれ | stehl* gestohlen stahl | robar robad* | volé* voler
trick | 骗 欺骗 | 騙 だまし | täusch* getäuscht reingeleg* | engañ* | tromp* piég*
lie | 撒谎 说谎 | 嘘 | lüg* gelogen | miente* mentir | mentir menti menteu*
cheat | 作弊 | 不正 カンニング | schumm* betrüg* betrog* | trampa* | trich*
scam | 诈骗 骗局 | 詐欺 | betrug* schwindel | estaf* | arnaque* escroqu*
police | 警察 警方 公安 | 警察 警官 | polizei* polizist* | polic* | polic*
police chief | 警长 局长 | 警察署長 署長 | polizeichef* |  | commissaire
court, judge | 法院 法官 法庭 | 裁判所 裁判官 | gericht* richter* | tribunal juez* | tribunal juge*
minister | 部长 | 大臣 | minister* | ministr* | ministre*
president | 总统 | 大統領 | präsident* | president* | président*
board | 董事会 | 取締役会 理事会 取締役 | vorstand* aufsichtsrat* verwaltungsrat* | junta consejo directiv* | conseil
shareholder | 股东 | 株主 | aktionär* | accionist* | actionnaire*
customer | 客户 顾客 | 顧客 お客 | kund* | client* | client*
team | 团队 小组 | チーム | team mannschaft | equipo* | équipe*
member | 成员 会员们 | メンバー | mitglied* | miembro* | membre*
student | 学生 | 学生 生徒 | student* schüler* | estudiant* alumn* | étudiant* élève*
teacher | 老师 教师 | 先生 教師 | lehrer* | profesor* maestr* | enseignant* professeur*
university | 大学 高校 | 大学 | universität* uni hochschul* | universi* | universi*
school | 学校 | 学校 | schul* | escuela* colegio* | école* lycée*
hospital | 医院 | 病院 | krankenh* klinik* | hospital* | hôpit*
patient | 患者 病人 | 患者 | patient* | pacient* | patient*
lawyer | 律师 | 弁護士 | anwalt* anwält* | abogad* | avocat*
journalist | 记者 | 記者 | journalist* | periodist* | journalist*
newspaper | 报纸 媒体 | 新聞 メディア | zeitung* medien | periódico* prensa | journal presse
author | 作者 作家 | 著者 作家 | autor* schriftsteller* | autor* escritor* | auteur* écrivain*
artist | 艺术家 画家 | 芸術家 アーティスト | künstler* | artist* | artist*
engineer | 工程师 | エンジニア 技術者 | ingenieur* | ingenier* | ingénieur*
job | 工作 岗位 就业 职位 | 仕事 雇用 求人 | arbeitsplatz* arbeitsplätze job* stelle* | empleo* | emploi* poste*
children | 儿童 孩子 小孩 | 子供 子ども 児童 | kind kinder* | niñ* | enfant*
woman | 女性 女人 | 女性 | frau* | mujer* | femme*
blind | 盲人 失明 | 盲人 視覚障害 | blind* | cieg* | aveugle*
friend | 朋友 | 友達 友人 | freund* | amig* | amis
interface | 界面 接口 | インターフェース 画面 | oberfläche* schnittstelle* | interfaz* | interface*
graphical | 图形 图形界面 | グラフィカル | grafisch* | gráfic* | graphique*
command line, terminal | 命令行 终端 | コマンドライン 端末画面 ターミナル | kommandozeile* befehlszeile* | consola | terminal
command | 命令 | コマンド | befehl* | comando* | commande*
keyboard | 键盘 | キーボード | tastatur* | teclado* | clavier*
screen | 屏幕 | スクリーン ディスプレイ | bildschirm* | pantalla* | écran*
button | 按钮 | ボタン | knopf knöpfe schaltfläche* | botón botones | bouton*
file | 文件 | ファイル | datei* | archivo* fichero* | fichier*
folder | 文件夹 | フォルダ | ordner* | carpeta* | dossier*
document | 文档 | 文書 ドキュメント | dokument* | documento* | document*
page | 页面 网页 | ページ | seite* | página* | pages
website | 网站 | サイト ウェブサイト | webseite* | sitio* | sites
link | 链接 | リンク | link links | enlace* | lien liens
source | 来源 信源 | 情報源 出典 | quelle quellen | fuente fuentes | sources
channel | 频道 渠道 | チャンネル | kanal kanäle | canal* | chaîne* salon*
book | 书籍 | 書籍 | buch bücher* | libro* | livre*
report | 报告 | 報告 レポート | bericht* | informe* reporte* | rapport*
technical | 技术 技术性 | 技術 技術的 | technisch* | técnic* | technique*
technique | 手法 技巧 | 手法 テクニック | verfahren | técnica | technique
method | 方法 | 方法 | methode* | método* | méthode*
way | 办法 方式 | やり方 仕方 | weise | manera* | manière* façon*
reason | 原因 理由 | 理由 原因 | grund gründe ursache* | motivo* razón razones causa* | raison* cause*
spreadsheet | 表格 电子表格 | 表計算 スプレッドシート | tabelle* | hoja* | tableur*
chart | 图表 | グラフ チャート | diagramm* | diagrama* | graphe* courbe*
key | 密钥 钥匙 | 鍵 キー | schlüssel* | clave* llave* | clé clés
password | 密码 | パスワード | passwort* passwört* | contraseña*
message | 消息框 信息 | メッセージ | nachricht | mensaje* | message*
log | 日志 | ログ | protokoll* | registro* | journaux
database | 数据库 | データベース | datenbank*
query | 查询 | クエリ | abfrage* | consulta* | requête*
network | 网络 | ネットワーク | netz netzwerk* | redes | réseau*
neural network | 神经网络 | ニューラルネット ニューラルネットワーク | neuronal* | neuronal* | neuron*
driver | 驱动 | ドライバ ドライバー | treiber* | controlador* | pilote*
battery | 电池 | バッテリー 電池 | akku* batterie* | batería* | batterie*
temperature | 温度 | 温度 | temperatur* | temperatura* | température*
storage, disk | 存储 硬盘 磁盘 | ストレージ ディスク | festplatte* speicherplatz | disco discos almacen* | disque* stockage
external | 外接 外部 外置 | 外付け 外部 | extern* | extern* | extern*
compiler | 编译器 编译 | コンパイラ コンパイル | compiler kompil* | compil* | compil*
library |  | ライブラリ | bibliothek* | biblioteca* librería* | bibliothèque*
package | 软件包 | パッケージ | paket* | paquete* | paquet*
dependency | 依赖 | 依存 依存関係 | abhängigkeit* | dependencia* | dépendance*
convert | 转换 转成 转为 | 変換 | umwandel* umgewandelt konvert* | convert* conviert* | convert*
tensor | 张量 | テンソル | tensor* | tensor* | tenseur*
gradient | 梯度 | 勾配 | gradient* | gradiente* | gradient*
loss | 损失函数 | ロス | verlustfunktion | pérdida | perte
checkpoint | 检查点 | チェックポイント | kontrollpunkt
adapter | 适配器 | アダプタ アダプター | adapter* | adaptador* | adaptateur*
diffusion | 扩散 | 拡散 | diffusion* | difusión | diffusion
pipeline | 流水线 管线 | パイプライン | pipeline* | | pipeline*
work | 工作 上班 | 勤務 働く 働いて | arbeite arbeiten arbeitet gearbeitet | trabaj* | travaill*
workflow | 工作流 流程 | ワークフロー | arbeitsablauf* | flujo* | flux
template | 模板 | テンプレート | vorlage* | plantilla* | gabarit*
example | 例子 示例 | サンプル | beispiel* | ejemplo* | exemple*
tutorial, course | 教程 课程 | チュートリアル 講座 コース | kurs kurse anleitung* | curso* tutorial* | cours tutoriel*
documentation | 说明文档 | 文書化 | dokumentation | documentación | documentation
product | 产品 | 製品 プロダクト | produkt* | producto* | produit*
service | 服务 | サービス | dienst* | servicio* | service*
market | 市场 | 市場 | markt märkte* | mercado* | marché*
stock | 股票 股价 | 株価 株式 | aktie* börse | acciones | bourse
cryptocurrency | 加密货币 虚拟币 | 暗号通貨 仮想通貨 | kryptowährung* krypto | criptomoneda* cripto* | cryptomonnaie*
money | 钱 资金 | お金 資金 | geld | dinero | argent
budget | 预算 | 予算 | budget* haushalt | presupuesto* | budget*
profit | 利润 盈利 | 利益 黒字 | gewinn* profit* | beneficio* ganancia* | bénéfice* profit*
tax |  | 税金 | steuer* | impuesto* | impôt* taxe*
credits | 积分 点数额 | クレジット | guthaben credits | crédito* | crédit*
unlimited | 无限 不限量 | 無制限 | unbegrenzt* unlimit* | ilimitad* | illimité*
war | 战争 | 戦争 | krieg* | guerra* | guerre*
election | 选举 大选 | 選挙 | wahl wahlen | eleccion* elección | élection*
vote | 投票 | 投票 | abstimm* | votar voto* | vote* voté*
climate | 气候 | 気候 | klima* | clima* | climat*
water |  |  | wasser | agua | eau
nuclear | 核能 核电 | 原子力 | kernkraft* atom* | nuclear* | nucléaire*
factory | 工厂 | 工場 | fabrik* werk | fábrica* | usine*
space | 太空 航天 | 宇宙 | weltraum raumfahrt | espacial | spatial*
satellite | 卫星 | 衛星 | satellit* | satélite* | satellite*
weather | 天气 | 天気 気象 | wetter* | meteorológic* | météo*
animal | 动物 | 動物 | tier tiere* | animal* | animal animaux
cat | 猫 | 猫 | katze* | gato* | chats
disease | 疾病 | 病気 疾患 | krankheit* | enfermedad* | maladie*
drug | 药物 药 | 医薬品 | medikament* arznei* | fármaco* medicament* | médicament*
protein | 蛋白质 蛋白 | タンパク質 | protein* | proteína* | protéine*
gene, DNA | 基因 | 遺伝子 | gene genen | genes genétic* | gène* génétique*
diagnosis | 诊断 | 診断 | diagnos* | diagnóst* | diagnosti*
mental health | 心理健康 | メンタルヘルス | psychisch* | mental* | mental*
emotion | 情绪 情感 感情 | 感情 情動 | gefühl* emotion* | emocion* sentimiento* | émotion* sentiment*
consciousness | 意识 | 意識 | bewusstsein | conciencia conscien* | conscience conscient*
intelligence | 智能 智力 | 知能 知性 | intelligenz* | inteligencia | intelligence
word | 单词 | 単語 言葉 | wort wörter worte | palabra* | mots
text | 文字 文本 | 文字 テキスト | text texte texten | texto* | texte*
handwriting | 手写 | 手書き | handschrift* | manuscrit* | manuscrit*
story, novel | 故事 小说 | 物語 小説 | erzählung* | cuento* novela*
poem | 诗 诗歌 | 詩 | gedicht* | poema* poesía | poème* poésie
joke | 笑话 玩笑 | 冗談 ジョーク | witz* | broma* chiste* | blague*
movie | 电影 | 映画 | filme filmen | película* | films
poster | 海报 | ポスター | plakat* | cartel* póster* | affiche*
photo | 照片 相片 | 写真 | foto* | foto* | photo*
watermark | 水印 | 透かし ウォーターマーク | wasserzeichen | | filigrane*
color | 颜色 | カラー | farbe* | colores | couleur*
camera | 相机 摄像头 | カメラ | kamera* | cámara* | caméra* appareil
drone | 无人机 | ドローン | drohne* | dron drones | drone*
clothes, merchandise | 周边 衣服 服装 | グッズ | kleidung merchandising | ropa mercancía* | vêtement* goodies
city | 城市 | 都市 | stadt städte* | ciudad* | ville*
travel | 旅行 旅游 | 旅行 | reise* | viaje viajes viajar | voyage* voyager
sport | 体育 | スポーツ | | deporte*
chess | 国际象棋 象棋 下棋 | チェス | schach | ajedrez | échecs
slow | 慢 变慢 | 遅い 遅く | langsam* | lent* | lent*
easy | 容易 简单 | 簡単 容易 | einfach* leicht* | fácil* sencill* | facile* simple*
difficult | 困难 难以 | 難しい 困難 | schwer* schwierig* | difícil* dificult* | difficile* difficult*
complex | 复杂 | 複雑 | komplex* kompliziert* | complej* complicad* | complexe* compliqu*
small | 小型 | 小型 小さ | klein* | pequeñ* | petit*
large | 大型 | 大型 大き | große großen großes | grande* | grand grande grands
long |  | 長い | lang lange langer | largo larga | longue*
old | 旧版 | 古い | alte alten älter* | viej* antigu* | vieux vieille* ancien*
good | 好用 不错 | 良い いい | gute guten | buen* | bonne*
strong | 强大 厉害 | 強い 強力 | stark* | fuerte* potente* | puissant*
dangerous | 危险 | 危険 | gefährlich* gefahr* | peligr* | dangereu* danger*
risk | 风险 | リスク | risik* | riesgo* | risque*
private, privacy | 隐私 私有 | プライバシー 非公開 | privat* datenschutz | privacidad privad* | privé* confidentialité
public | 公众 公共 | 公共 一般公開 | öffentlich* | públic* | public publique*
secret | 秘密 机密 | 秘密 | geheim* | secret* | secret*
fake | 假的 伪造 | フェイク | gefälscht* falsch* | fals* | faux fausse*
popular | 流行 热度 | 人気 流行 | beliebt* | popular* | populaire*
useful | 有用 | 役立 便利 | nützlich* | útil* | utile*
automatic | 自动 | 自動 | automat* | automát* automati* | automat*
efficient | 高效 效率 | 効率 効率的 | effizien* | eficien* | efficac* efficien*
stable | 稳定 | 安定 | stabil* | estable* estabilidad | stable* stabilité
utilization | 利用率 占用 | 使用率 利用率 稼働率 | auslastung* | utilización
low | 过低 | 低い 低く | niedrig* gering* | bajo bajos | faible* basse*
high | 过高 | 高い 高く | hoch hohe* höher* | alto altos | élevé*
mobile | 移动端 | モバイル | mobil* | móvil* | mobile*
offline | 离线 | オフライン | offline
online | 在线 | オンライン | online
global | 全球 | グローバル | weltweit* global* | mundial* global* | mondial*
compare | 比较起来 | 比べ | vergleichen | comparar | comparer
difference | 差别 不同 | 違い | unterschied* | diferencia* | différence*
part | 部分 | 部分 一部 | teile | parte* | partie*
total | 总量 总计 | 合計 総量 | gesamt* | total | total
maximum | 最大 最多 | 最大 | maximal* höchst* | máximo máxima | maximum
minimum | 最少 最低 | 最低 最小 | mindest* minimal* | mínimo mínima | minimum
times | 倍数
reduce | 减少 降低 缩小 | 削減 減らす 縮小 | reduzier* verringer* senk* | reduc* reduj* disminu* | rédui* diminu*
increase | 提高 | 増やす 上げる | erhöh* steiger* | aument* increment* | augmenter
language model | 语言模型 | 言語モデル
extra cost | 额外费用 加价 | 追加料金 追加費用 | aufpreis* zusatzkosten | sobrecoste | surcoût supplément*
expensive | 贵 昂贵 | 高価 高額 | teuer* teure* | caro cara caros | cher chère chers
manage | 管理 | 管理 | verwalt* | gestion* | gérer gère gestion
real estate, property | 房产 房地产 地产 | 不動産 | immobilie* | inmobiliari* | immobili*
remote | 远程 | リモート 遠隔 | fernzugriff ferninstallation* | remot* | distance
scale, scaling | 规模 扩大 | 規模 スケール スケーリング | skalier* | escala* | échelle*
integrate | 集成 整合 接入 | 統合され 組み込 | integrier* integration* | integra* | intégr*
available | 可用 上架 | 利用可能 使える | verfügbar* | disponib* | disponib*
future | 未来 | 将来 未来 | zukunft zukünftig* | futuro futura | futur avenir
industry | 行业 产业 | 業界 産業 | branche* industrie* | industria* | industrie* secteur*
aerospace | 航空航天 航空 | 航空宇宙 航空 | luftfahrt | aeroespacial* | aérospatial* aéronauti*
automotive | 汽车业 车企 | 自動車業界 | automobil* | automotriz automóvil* | automobile*
transform | 变革 颠覆 | 変革 | verwandel* umwälz* | transform* | transform*
claim, argue | 声称 主张 宣称 | 主張 | behaupt* | afirm* sostien* | affirm* prétend* soutien*
reliable | 可靠 靠谱 | 信頼性 信頼 | zuverlässig* | fiable* confiable* | fiable* fiabilité
obstacle | 障碍 阻碍 | 障壁 | hindernis* hürde* | obstáculo* | obstacle*
crawling | 爬虫 爬取 抓取 | クローリング クロール | crawl* | rastre* | crawl*
intentional | 故意 有意 | 意図的 わざと | absichtlich* | intencion* adrede | intentionnel* exprès
sycophantic | 谄媚 讨好 拍马屁 | おべっか 媚び 追従 | schmeichel* | adulador* halagador* | flatteu* flagorn*
personality | 个性 人格 性格 | 性格 人格 | persönlichkeit* | personalidad* | personnalité*
deadline | 截止 截止日期 | 締め切り 期限 | frist* | plazo* | délai* échéance*
submit | 提交 投稿 | 提出 応募 | einreich* eingereicht | presenta* | soumettre soumis* soumission*
lecture, talk | 讲座 演讲 讲课 | 講義 講演 | vorlesung* vortrag* vorträge | conferencia* charla* | conférence* exposé*
short term | 短期 | 短期 | kurzfristig* kurzzeit* |  |
long term | 长期 | 長期 | langfristig* langzeit* |  |
moderation | 审核机制 | モデレーション  |  | modera* | modér*
advantage, benefit | 优点 优势 好处 | 利点 メリット | vorteil* | ventaja* | avantage*
disadvantage, drawback | 缺点 劣势 | 欠点 デメリット | nachteil* | desventaja* | inconvénient*
opinion | 看法 意见 | 意見 評判 | meinung* | opinion* opinión | avis opinion*
experience | 经验 体验 | 経験 体験 | erfahrung* | experiencia*
platform | 平台 | プラットフォーム | plattform* | plataforma* | plateforme*
podcast | 播客 | ポッドキャスト | podcast* | podcast* | podcast*
interview | 采访 访谈 | インタビュー | interview* | entrevista* | entretien*
live stream | 直播 | 配信 生配信 | übertragung* | transmisión |
hackathon | 黑客松 | ハッカソン | hackathon* | hackatón hackathon | hackathon*
possible | 可能 | 可能 | möglich* | posible* | possible*
important | 重要 | 重要 | wichtig* | importante* | important*
real time | 实时 | リアルタイム | echtzeit |  |
mode | 模式 | モード | modus modi | modo modos | mode modes
level | 级别 水平 | レベル 水準 | stufe* ebene* niveau | nivel niveles | niveau*
quality | 质量 品质 | 品質 | qualität* | calidad* | qualité*
rule | 规则 | ルール 規則 | regel regeln | regla* norma* | règle*
goal | 目标 | 目標 | ziel ziele | objetivo* meta | objectif* but
step | 步骤 | ステップ 手順 | schritt* | paso pasos | étape*
value | 数值 价值 | 価値 | wert werte | valor valores | valeur*
multiple, several | 多个 多种 | 複数 | mehrere* | varios varias múltiple* | plusieurs multiples
unstable | 不稳定 | 不安定 | instabil* | inestab* | instab*
engine | 引擎 | エンジン | motor* | motor* | moteur*
hacker | 黑客 骇客 | ハッカー | hacker* | hacker* pirata* | hacker* pirate*
espionage | 间谍 | スパイ 諜報 | spionage* spion* | espiona* | espionn*
AI | 人工智能 | 人工知能 | ki | ia | ia
`
