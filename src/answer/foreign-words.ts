/**
 * The glossary's technical terms in six languages, as data. Each line has an English word (or several, separated by commas), then its words in
 * Chinese, Japanese, German, Spanish and French, separated by bars. A star stands for any ending.
 */

export const TERMS = `
training | 训练 | 学習 訓練 トレーニング | training trainiert* trainings* | entrena* | entraîne* entraine*
pretraining | 预训练 | 事前学習 | vortraining vortrainiert* | preentrena* | préentraîne* pré-entraîne*
finetuning | 微调 精调 | ファインチューニング 微調整 | feinabstimmung feintuning | ajust* afin* | affin*
post-training | 后训练 | 事後学習 | nachtraining | posentrenamiento | post-entraînement
inference | 推理 推断 | 推論 | inferenz | inferencia | inférence
reasoning | 思考 推理能力 | 推論能力 思考 | schlussfolger* denken | razona* | raisonne*
model | 模型 | モデル | modell modelle modells modellen | modelo modelos | modèle modèles
LLM | 大模型 大语言模型 | 大規模言語モデル | sprachmodell*
language | 语言 | 言語 | sprache sprachen | idioma* lengua* lenguaje* | langue langues langage*
open source | 开源 | オープンソース | quelloffen*
weights | 权重 | 重み | gewichte | pesos | poids
parameters | 参数 参数量 | パラメータ パラメーター | parameter parametern | parámetro* | paramètre*
context | 上下文 语境 | コンテキスト 文脈 | kontext* | contexto | contexte
window | 窗口 | ウィンドウ | fenster | ventana* | fenêtre*
length | 长度 | 長さ | länge | longitud | longueur
tokens | 词元 令牌 | トークン | token | token | jeton*
tokenizer | 分词器 | トークナイザ | tokenisierer | tokenizador | tokeniseur
hours | 小时 个小时 | 時間 | stunde stunden | hora horas | heure heures
minutes | 分钟 | 分間 | minute minuten | minuto* | minute*
second | 秒 每秒 | 毎秒 秒 | sekunde* | segundo* | seconde*
week | 每周 一周 星期 | 週間 毎週 | woche wochen wöchentlich* | semana* | semaine*
month | 月费 每月 每个月 一个月 | 月額 毎月 | monat* | mes mensual* | mois mensuel*
year | 每年 一年 | 年間 毎年 | jahr jahre jährlich* | año años anual* | année* annuel* an ans
price | 价格 售价 定价 多少钱 价钱 收费 | 価格 料金 値段 いくら | preis preise preisen kostet kosten gekostet | precio* cuesta* costó vale | prix tarif* coûte* coute*
cost | 成本 花费 费用 开销 | コスト 費用 | kosten | costo coste costos costes | coût coûts
cheap | 便宜 降价 | 安い 値下げ | billig* günstig* | barato* barata*
free | 免费 | 無料 | kostenlos* gratis | gratis gratuit* | gratuit*
valuation | 估值 | 評価額 | bewertung bewertet | valoración valorada | valorisation valorisé*
funding, raised | 融资 筹集 募资 | 資金調達 調達 | finanzierung* eingesammelt | financiación ronda recaud* | financement levée levé
round | 轮 一轮 | ラウンド | runde finanzierungsrunde | ronda | tour
investors | 投资 投资人 投资者 领投 | 投資家 出資 投資 | investor* investier* | inversor* inversión invirt* | investisseur* investi*
revenue | 收入 营收 | 収益 売上 | umsatz umsätze | ingresos | revenus chiffre
acquires | 收购 买下 | 買収 | übernimmt übernahme gekauft kauft | adquir* adquis* compra compró | acquis* rachat rachet* rachèt*
company | 公司 企业 厂商 | 会社 企業 | firma unternehmen firmen | empresa empresas compañía* | entreprise* société
startup | 创业公司 初创 | スタートアップ | gründung | emergente
employees | 员工 雇员 人手 | 従業員 社員 | mitarbeiter* angestellte* | empleado* | employé* salarié*
layoffs | 裁员 解雇 | 解雇 リストラ | entlass* | despid* | licenci*
leaves | 离职 离开 辞职 | 退職 辞任 退社 | verlässt verlassen kündigt | deja dejó dejaron dejado renunci* abandon* | quitt* démissionn* départ
hired | 聘请 挖走 加入 | 採用 入社 | eingestellt anheuer* | contrat* fich* | recrut* embauch*
CEO | 首席执行官 总裁 | 最高経営責任者 | geschäftsführer* |  | pdg
chief | 首席 | 最高 | leiter chef | jefe director | chef directeur
founder | 创始人 | 創業者 | gründer* | fundador* | fondateur*
chip | 芯片 | チップ 半導体 | chip chips | chip chips | puce puces
GPU | 显卡 | グラボ グラフィックボード | grafikkarte* | gráfica*
VRAM | 显存 | ビデオメモリ | grafikspeicher
memory | 内存 记忆 | メモリ 記憶 | speicher arbeitsspeicher gedächtnis | memoria | mémoire
cache | 缓存 | キャッシュ | zwischenspeicher | caché
bandwidth | 带宽 | 帯域 帯域幅 | bandbreite
power | 功耗 电力 功率 | 消費電力 電力 | leistung | consumo energía potencia | consommation puissance
electricity | 用电 电费 | 電気 | strom stromverbrauch
energy | 能耗 能源 | エネルギー | energie | energía | énergie
data center | 数据中心 | データセンター | rechenzentr*
supercomputer | 超级计算机 超算 | スーパーコンピュータ スパコン | supercomputer* supercomputern großrechner | superordenador* supercomputador* | supercalculateur*
quantization | 量化 | 量子化 | quantisier* quantisiert | cuantiz* | quantifi* quantis*
bit | 比特 | ビット | bit bits | bit bits | bit bits
speed | 速度 多快 | 速度 高速 | geschwindigkeit schnell* tempo | velocidad rápid* | vitesse rapide*
latency | 延迟 | レイテンシ 遅延 | latenz | latencia | latence
throughput | 吞吐 吞吐量 | スループット | durchsatz | rendimiento | débit
performance | 性能 表现 | 性能 パフォーマンス | leistungsfähigkeit | desempeño | performances
benchmark | 基准 基准测试 跑分 测评 | ベンチマーク | benchmarks vergleichstest | prueba pruebas comparativa* | évaluation* banc
score | 得分 分数 几分 多少分 成绩 | スコア 得点 点数 | punkte punktzahl ergebnis* | puntuación puntaje puntos puntúa | score
accuracy | 准确率 精度 正确率 | 精度 正解率 | genauigkeit | precisión exactitud | précision exactitude
leaderboard | 排行榜 榜单 | ランキング リーダーボード | rangliste bestenliste | clasificación | classement
ranking | 排名 第一名 | 順位 | platz rang | puesto | rang
evaluation | 评测 评估 | 評価 | auswertung | evaluación | évaluation
comparison | 对比 | 比較 | vergleich* | comparación | comparaison
paper | 论文 | 論文 | studie arbeit aufsatz | artículo | article
study | 研究 调查 | 研究 調査 | studie untersuchung | estudio investigación | étude recherche
researchers | 研究人员 研究者 科学家 | 研究者 科学者 | forscher* wissenschaftler* | investigador* científico* | chercheur* scientifique*
dataset | 数据集 | データセット | datensatz datensätze
data | 数据 | データ | daten | datos | données
synthetic | 合成 合成数据 | 合成 | synthetisch* | sintétic* | synthétique*
distillation | 蒸馏 | 蒸留 | destillation destillier* | destila* | distill*
reinforcement learning | 强化学习 | 強化学習
agent | 智能体 代理 | エージェント | agent agenten | agente agentes | agent agents
tool | 工具 | ツール | werkzeug* | herramienta* | outil*
plugin | 插件 | プラグイン 拡張機能 | erweiterung* | extensión complemento | extension
browser | 浏览器 | ブラウザ | browser | navegador* | navigateur*
computer | 电脑 计算机 | パソコン コンピュータ | rechner computer | ordenador* computadora* | ordinateur*
use | 操作 操控 使用 | 操作 利用 | nutz* nutzung benutz* verwend* | usar uso utiliz* | utilis* usage
phone | 手机 | スマホ 携帯 | handy telefon* | móvil teléfono* celular | téléphone* portable
robot | 机器人 | ロボット | roboter* | robot robots | robot robots
voice | 语音 声音 | 音声 声 | stimme stimmen sprachmodus | voz voces | voix vocal*
speech | 语音合成 朗读 | 音声合成 | sprachausgabe spracherkennung | habla | parole
music | 音乐 | 音楽 | musik | música | musique
image | 图像 图片 生图 | 画像 | bild bilder bildern | imagen imágenes | image images
video | 视频 | 動画 ビデオ ビデオ生成 | video videos | vídeo vídeos video videos | vidéo vidéos
vision | 视觉 识图 | 視覚 ビジョン | sehen bilderkennung | visión | vision
audio | 音频 | オーディオ |  | sonido
multimodal | 多模态 | マルチモーダル | multimodal* | multimodal* | multimoda*
embeddings | 嵌入 向量 | 埋め込み | einbettung* | incrustaci* vectores | plongement* vecteur*
retrieval | 检索 召回 | 検索拡張 | abruf | recuperación | récupération
search | 搜索 | 検索 | suche suchmaschine | búsqueda buscador | recherche
code | 代码 源码 源代码 | コード ソースコード | code quellcode | código | code
coding | 编程 写代码 | コーディング プログラミング | programmier* | programa* | programm*
line | 行 行代码 | 行 | zeile zeilen | línea* | ligne*
math | 数学 | 数学 | mathe mathematik | matemática* | mathématique* maths
physics | 物理 | 物理 | physik | física | physique
medical | 医疗 医学 医生 | 医療 医学 | medizin* | médic* | médica* médecin*
military | 军方 军事 军队 | 軍 軍事 | militär* | militar* ejército | militaire* armée
translation | 翻译 | 翻訳 | übersetz* | traduc* | traduct* tradui*
safety | 安全 安全性 | 安全 安全性 | sicherheit | seguridad | sécurité
security | 网络安全 | セキュリティ | cybersicherheit | ciberseguridad | cybersécurité
vulnerability | 漏洞 | 脆弱性 | lücke schwachstelle* | vulnerab* | vulnér* faille*
attack | 攻击 | 攻撃 | angriff* | ataque* | attaque*
malware | 恶意软件 恶意代码 | マルウェア | schadsoftware schadcode
jailbreak | 越狱 | 脱獄 ジェイルブレイク | ausbruch | fuga | débridage
alignment | 对齐 | アライメント | ausrichtung | alineación alineamiento | alignement
hallucination | 幻觉 胡编 | 幻覚 ハルシネーション | halluzin* | alucina* | hallucin*
censorship | 审查 审核 | 検閲 | zensur zensier* | censur* | censur*
copyright | 版权 | 著作権 | urheberrecht*
license | 许可证 许可 协议 授权 | ライセンス | lizenz* | licencia* | licence*
commercial | 商用 商业 | 商用 | kommerziell* | comercial* | commercia*
lawsuit | 诉讼 起诉 官司 | 訴訟 裁判 | klage verklagt prozess | demanda* juicio | procès plainte poursui*
regulation | 监管 法规 | 規制 | regulierung verordnung | regulación regula | réglement* régulation
bill | 法案 | 法案 | gesetz gesetzentwurf | ley | loi
ban | 禁止 封禁 禁用 | 禁止 | verbot* verbiet* | prohib* | interdi*
export | 出口 | 輸出 | export* ausfuhr | exporta* | exporta*
released | 发布 推出 发行 | 公開 発売 リリース 発表 出た 出まし | veröffentlich* erschien* erscheint raus | lanza* lanzó publicó salió sale | sort* lancé lance publié
launch | 上线 开卖 上市 开售 | ローンチ 提供開始 | start gestartet einführung | lanzamiento estreno | lancement
announced | 宣布 公布 | 発表 | angekündigt ankündig* | anunci* | annonc*
unveiled | 亮相 展示 | 披露 | vorgestellt vorstellung | present* | présent* dévoil*
removed | 下架 移除 取消 删除 | 削除 廃止 | entfernt gelöscht abgeschafft | elimin* retir* borra* | supprim* retir*
shut down | 关闭 停止服务 下线 | 終了 閉鎖 停止 | eingestellt abgeschaltet geschlossen | cierr* cerró cerrar | ferm*
outage | 宕机 故障 挂了 | 障害 ダウン | ausfall störung | caída interrupción | panne
delayed | 推迟 延期 跳票 | 延期 遅れ | verschoben verspätet | retras* aplaz* | retard* report*
preview | 预览 预览版 | プレビュー | vorschau |  | aperçu
leak | 泄露 泄漏 爆料 | リーク 流出 漏洩 | leck geleakt durchgesickert | filtra* | fuite*
rumor | 传闻 传言 据说 | 噂 | gerücht* | rumor* | rumeur*
official | 正式 官方 | 正式 公式 | offiziell* | oficial* | officiel*
download | 下载 下载量 | ダウンロード ダウンロード数 | herunterlad* downloads | descarga* | télécharg*
subscription | 订阅 会员 | サブスク 購読 定額 | abo abonnement | suscripción suscripciones | abonnement*
subscribers | 订阅者 订户 付费用户 | 加入者 会員 | abonnenten | suscriptores | abonnés
enterprise | 企业版 企业级 | エンタープライズ 法人 | unternehmens* | empresarial* | entreprises
pro | 专业版 | プロ版 | pro | pro | pro
limit | 限制 上限 限额 额度 | 制限 上限 | limit grenze begrenz* | límite* | limite*
users | 用户 使用者 | ユーザー 利用者 | nutzer* benutzer* anwender* | usuario* | utilisateur*
developers | 开发者 程序员 | 開発者 | entwickler* | desarrollador* | développeur*
community | 社区 | コミュニティ | gemeinschaft | comunidad | communauté
input | 输入 | 入力 | eingabe* | entrada* | entrée*
output | 输出 | 出力 | ausgabe* | salida* | sortie
prompt | 提示词 提示 | プロンプト | eingabeaufforderung | indicación | invite
system prompt | 系统提示词 系统提示 | システムプロンプト | systemprompt
instructions | 指令 | 指示 命令 | anweisung* | instruccion* | instruction* consigne*
experts | 专家 | 専門家 エキスパート | experten | expertos | experts
mixture of experts | 混合专家 | 混合エキスパート | expertenmischung
attention | 注意力 | アテンション 注意機構 | aufmerksamkeit | atención | attention
layer | 层 网络层 | 層 レイヤー | schicht* | capa* | couche*
sampling | 采样 | サンプリング | stichprobe | muestreo | échantillonnage
zero-shot | 零样本 | ゼロショット
capabilities | 能力 功能 | 能力 機能 | fähigkeit* | capacidad* | capacité*
feature | 特性 新功能 | 新機能 | funktion* | función funciones característica* | fonctionnalité*
version | 版本 新版 | バージョン | version* fassung | versión versiones | version*
update | 升级 更新版 | アップデート | aktualisier* | actualiza*
bug | 错误 出错 报错 | バグ エラー 不具合 | fehler | error errores fallo* | erreur* bogue*
fix | 修复 解决 | 修正 | beheb* reparier* lös* | arregl* soluci* | corrig* répar* résou*
support | 支持 | 対応 サポート | unterstütz* | soporta* soporte admite | supporte
requires | 需要 要求 | 必要 | braucht benötig* nötig | necesita* requier* | besoin nécessit* faut
run | 运行 跑 | 動かす 実行 | läuft laufen | ejecuta* corre | tourne* exécut*
local | 本地 本机 | ローカル | lokal* | local* | local* localement
hardware | 硬件 | ハードウェア | hardware | hardware | matériel
laptop | 笔记本 笔记本电脑 | ノートパソコン ノートPC | laptop notebook | portátil*
server | 服务器 | サーバー サーバ | server | servidor* | serveur*
cloud | 云 云端 云服务 | クラウド | cloud | nube | nuage
device | 设备 端侧 | デバイス 端末 オンデバイス | gerät* | dispositivo* | appareil*
glasses | 眼镜 | メガネ 眼鏡 グラス | brille | gafas | lunettes
car | 汽车 | 車 自動車 | auto wagen | coche carro | voiture*
self-driving | 自动驾驶 无人驾驶 | 自動運転 | autonom* selbstfahrend* | autónom* | autonome*
game | 游戏 | ゲーム | spiel spiele | juego* | jeu jeux
challenge | 挑战 挑战赛 | チャレンジ 課題 | herausforderung | desafío reto | défi
competition | 竞赛 比赛 | 大会 コンテスト コンペ | wettbewerb | concurso competición | concours compétition
award | 奖 奖金 | 賞 賞金 | preisgeld | premio* | récompense*
task | 任务 | タスク | aufgabe* | tarea* | tâche*
test | 测试 | テスト | test getestet | prueba test | test testé
question | 提问 | 質問 | frage* | pregunta* | question*
answer | 回答 答案 | 回答 | antwort* | respuesta* respond* | réponse* répond*
conditions | 条件 条款 | 条件 | bedingung* | condicion* | condition*
policy | 政策 策略 | 方針 ポリシー | richtlinie* | política* | politique
partnership | 合作 联手 | 提携 協業 | partnerschaft zusammenarbeit | alianza asociación colaboración | partenariat
government | 政府 | 政府 | regierung | gobierno | gouvernement
law | 法律 | 法律 | recht | legislación | législation
copy | 抄袭 复制 | コピー 盗用 | kopier* | copia* | copi*
estimate | 估计 估算 | 推定 見積もり | schätz* | estima* | estim*
share | 比例 百分比 占比 | 割合 パーセント | anteil prozent | porcentaje cuota | part pourcentage
number | 数量 | 件数 | anzahl | número cantidad | nombre quantité
average | 平均 | 平均 | durchschnitt* mittel | media promedio | moyenne
improvement | 提升 改进 | 改善 向上 | verbesser* | mejor* | amélior*
worse | 变差 变笨 降智 | 劣化 悪化 | schlechter | peor* | pire dégrad*
problem | 问题 毛病 | 問題 | problem* | problema* | problème*
criticism | 批评 抱怨 吐槽 | 批判 不満 | kritik* kritisier* | crítica* critic* queja* | critiqu* plaint*
size | 大小 多大 尺寸 | サイズ 大きさ | größe groß | tamaño | taille
million | 百万 | 百万 | million* millionen | millón millones | million*
billion | 十亿 亿 | 十億 億 | milliarde* |  | milliard*
dollars | 美元 | ドル | dollar | dólar* | dollar*
contains | 包含 含有 | 含む 含まれる | enthält enthalten beinhaltet | contiene* | contient contien*
change | 改变 变化 修改 改动 | 変更 変化 | änder* geändert verändert* | cambi* | chang* modifi*
reach | 达到 突破 | 達成 到達 | erreich* | alcanz* | attei*
replicated | 复现 重现 | 再現 | reproduzier* repliziert | reproduj* reproduc* replic* | reprodui* réplique*
replace | 取代 替换 替代 | 置き換え 代替 | ersetz* | reemplaz* sustitu* | remplac*
beats | 击败 超过 超越 | 上回る 超える 勝つ | schlägt geschlagen übertrifft übertroffen | supera* venc* gana | bat battu dépass* surpass*
earn | 赚 赚钱 | 稼ぐ 稼いだ | verdien* | gana* | gagn*
sell | 卖 出售 销售 | 販売 | verkauf* | vend* venta* | vend* vente*
build | 构建 建造 搭建 | 構築 建設 | bau* gebaut | constru* | constru*
create | 创建 创作 制作 | 作成 作る | erstell* erschaff* | crea* creó | cré*
write | 写 编写 撰写 | 書く 執筆 | schreib* geschrieben | escrib* escrit* | écri*
grow | 增长 增加 | 成長 増加 | wachs* gewachsen wuchs | crec* creció | croît croiss* augment*
lost | 亏损 损失 丢失 | 損失 失う | verlor* verloren verlust* | perd* pérdida* | perd* perte*
opened | 开放 打开 | 開放 開設 | geöffnet eröffn* | abr* abiert* | ouv*
joined | 加盟 入职 | 参加 加盟 | beigetreten wechselt* | unió uniero* | rejoin*
signed | 签署 签约 | 署名 契約 | unterzeichn* unterschr* | firm* | sign*
deal | 交易 协议 | 契約 取引 | vertrag abkommen | acuerdo* contrato* | accord* contrat*
email | 邮件 电子邮件 邮箱 | メール | email* mail* | correo* | courriel*
dog | 狗 爱犬 | 犬 | hund* | perro* | chien*
cancer | 癌症 | 癌 がん | krebs* | cáncer | cancer*
vaccine | 疫苗 | ワクチン | impfstoff* | vacuna* | vaccin*
brain | 大脑 人脑 | 脳 | gehirn* | cerebro* | cerveau*
dream | 梦 梦境 做梦 | 夢 | traum träume* | sueño* | rêve*
overfitting | 过拟合 | 過学習 | überanpass* | sobreajuste | surapprentissage
resolution | 分辨率 | 解像度 | auflösung* | resolución | résolution
framework | 框架 | フレームワーク | rahmenwerk* | marco | cadre
rate | 速率 比率 成功率 | 率 割合 | quote* | tasa* | taux
default | 默认 | デフォルト 既定 | standard* voreingestellt | predeterminad* | défaut
architecture | 架构 | アーキテクチャ | architektur* | arquitectura* | architecture*
surveillance security | 监控 安防 | 監視 | überwach* | vigilancia | surveill*
project | 项目 工程 | プロジェクト | projekt* | proyecto* | projet*
contribute, collaborate | 贡献 参与 | 貢献 参加する | beitrag* beizutragen mitarbeit* | contribu* colabor* | contribu* collabor*
apply | 申请 报名 | 申請 申し込 | bewerb* bewirb* | solicit* postul* | postul* candidat*
type | 类型 种类 | タイプ 種類 | typ typen art arten | tipo tipos | type types
structured | 结构化 | 構造化 | strukturier* | estructurad* | structuré*
structure | 结构 | 構造 | struktur* | estructura* | structure*
extend | 扩展 扩充 延长 | 拡張 延長 | erweiter* verlänger* | ampli* extend* extiend* | étend* élarg* prolong*
understand | 理解 | 理解 | versteh* verstanden versteht | entiend* entend* comprend* | compren*
memorize | 背诵 死记 | 暗記 | auswendig* | memoriz* | mémoris*
behavior | 行为 | 挙動 行動 振る舞い | verhalten* verhält | comportamiento* comporta* | comportement* comporte*
knowledge | 知识 | 知識 | wissen kenntnis* | conocimiento* | connaissance*
result | 结果 | 結果 | resultat* | resultado* | résultat*
idea | 想法 点子 | アイデア | idee* | idea ideas | idée*
experiment | 实验 | 実験 | experiment* versuch* | experimento* | expérience*
request | 请求 需求 | リクエスト 要望 | anfrage* wunsch | petici* pidi* piden | requêt*
response | 响应 | 応答 反応 | reaktion* | reacci* | réaction*
strategy | 战略 | 戦略 | strateg* | estrateg* | stratég*
human | 人类 真人 | 人間 人類 | mensch* | human* | humain*
world | 世界 | 世界 | welt* | mundo | monde
style | 风格 | スタイル 文体 | stil stile | estilo* | style*
chat | 聊天 对话 | チャット 対話 会話 | chat unterhalt* gespräch* | chat conversa* | discussion* conversation*
notes | 笔记 | ノート メモ | notiz* | notas apuntes | notes
list | 列表 清单 | リスト 一覧 | liste* | lista* | liste*
character | 角色 | キャラクター キャラ | figur* | personaje* | personnage*
roleplay | 角色扮演 | ロールプレイ | rollenspiel* |  | rôle
invoice | 发票 账单 | 請求書 | rechnung* | factura* | facture*
science | 科学 | 科学 | wissenschaft | ciencia | science*
biology, bio | 生物 生物学 | 生物 生物学 | biolog* | biolog* biológic* | biolog*
`

/** Function words: those that ask, point or join. A question's language is recognized by them. */
export const FUNCTION_WORDS = {
  de: `der die das dem den des ein eine einen einem einer eines und oder aber nicht kein keine keinen ist sind war waren wird werden wurde wurden hat haben hatte
    kann können konnte soll sollte sollen darf dürfen muss müssen will wollen was wer wen wem wie wann wo warum wieso weshalb welche welcher welches welchen welchem
    womit wofür viel viele vielen wieviel wieviele mehr als auf aus bei mit nach von vom zu zum zur für über unter gegen ohne um im in an am ab seit bis es er sie ich du
    wir ihr man sich so auch noch schon nur mal denn dann da dort hier jetzt neu neue neuen neuer neues neuesten gibt gab geht ging macht machen gemacht sagt sagen meint
    eigentlich etwa ungefähr überhaupt laut ob wenn dass weil etwas alles alle jede jeder jedes pro gibts neuigkeiten insgesamt aktuell aktuelle aktuellen aktueller brauchen brauche neben bringt bringen wozu jemand selbst zwischen während wieder immer sehr haben habe
    hatte deren dessen dieser diese dieses diesen manche einige andere anderen anderer lässt lassen geben sowie damit dafür davon darüber dazu bereits ganz mir mich uns ihnen ihm ihn
    also sogar trotz seine seinen seiner ihre ihren ihrer meine meinen unsere deine könnte würde würden wäre kein worum woran worauf wohin woher welcherlei sonst eben halt beim ins
    bin bist dein dies doch gegeben hast heute ja mein passierte geschah geschehen los sein kam kamen kommt kommen vor wegen`,
  es: `el la los las un una unos unas y o u pero no ni es son era fue fueron ser está están estaba ha han había hay tiene tienen tenía puede pueden podía debe qué que
    quién quien quiénes cuál cuáles cuándo cuando dónde donde cómo como cuánto cuánta cuántos cuántas por para con sin sobre entre hasta desde de del al a en se su sus
    le les lo me te nos mi tu este esta estos estas ese esa eso esto más menos muy ya también solo sólo si nuevo nueva nuevos nuevas dice dicen dijo piensa opina hace hizo
    todo todos toda todas algo según final novedades noticias podría podrían tener haber estar siendo mientras cada otro otra otros otras mismo misma tan tanto alguien algún alguna
    ningún ninguna nada todavía aún así aquí allí durante contra hacia además porque pues entonces sino cuyo nuestro nuestra da dan dar va van ir sabe saben quiere quieren gente
    personas cosa cosas sea siempre nunca vez antes después unos hacen hacer sirve
    cual cuales cuanto cuantos cuanta cuantas dos e ella ellos ocurrio sucedio hoy mas mucho tambien uno`,
  fr: `le la les l un une des du de d et ou mais ne pas n est sont était étaient être a ont avait ai as été y il elle ils elles on je tu nous vous se s ce c cet cette ces ça
    qui que qu quoi quel quelle quels quelles quand où comment pourquoi combien pour par avec sans sur sous entre jusqu depuis dans en au aux son sa ses leur leurs mon ma
    plus moins très déjà aussi seulement si nouveau nouvelle nouveaux nouvelles dit disent pense pensent fait font peut peuvent doit tout tous toute toutes selon après avant
    devant derrière est-ce neuf nouvelles nouveautés c j m t quelqu encore vaut coup fut ainsi alors aucun aucune autre autres avoir beaucoup bien celui
    celle ceux chaque chez comme contre donc elles ensuite eux faire faut grâce ici jamais là laquelle lequel lors lorsque lui maintenant malgré même mêmes notre nos parce pendant
    personne peu plusieurs plutôt pourtant presque puis puisque quelque quelques rien sauf seul seule soit souvent toujours trop vers voici voilà votre vos vrai va vont veut sait
    à savoir chose choses gens propose
    dernier derniere dont etait eu me mes moi passe arrive te tes toi ton`,
} as const
