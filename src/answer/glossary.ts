/** What questions in other languages call things, in the words of the English edition: enough to find items, no translation. */

const WORDS: Readonly<Record<'zh' | 'ja' | 'de' | 'es' | 'fr', string>> = {
  zh: `训练=training 预训练=pretraining 微调=finetuning 后训练=post-training 推理=inference reasoning 模型=model 大模型=LLM 开源=open-source 权重=weights 参数=parameters
    上下文=context 词元=tokens 分词器=tokenizer 小时=hours 分钟=minutes 价格=price 多少钱=price cost 成本=cost 估值=valuation 融资=funding raised 轮=round 投资=investors 收购=acquires acquisition
    公司=company 创业=startup 芯片=chip 显卡=GPU 显存=VRAM memory 内存=memory 缓存=cache 量化=quantization 比特=bit 速度=speed 每秒=per second 延迟=latency 吞吐=throughput 基准=benchmark 跑分=benchmark
    得分=score 分数=score 准确率=accuracy 排行榜=leaderboard 排名=ranking 评测=evaluation 论文=paper 研究=research 数据集=dataset 数据=data 合成=synthetic 蒸馏=distillation 强化学习=reinforcement learning
    智能体=agent 代理=agent 工具=tool 插件=plugin 浏览器=browser 电脑=computer 操作=use 桌面=desktop 手机=phone 机器人=robot 语音=voice speech 图像=image 图片=image 视频=video 音乐=music 视觉=vision
    多模态=multimodal 嵌入=embeddings 检索=retrieval 搜索=search 代码=code 编程=coding 数学=math 物理=physics 医疗=medical 翻译=translation 安全=safety security 漏洞=vulnerability 越狱=jailbreak
    对齐=alignment 幻觉=hallucination 版权=copyright 许可证=license 协议=license 诉讼=lawsuit 监管=regulation 法案=bill 出口=export 裁员=layoffs 离职=leaves 首席=chief 发布=released launch 上线=launch 下架=removed
    预览=preview 泄露=leak leaked 正式=official 亮相=unveiled 下载=download 订阅=subscription 免费=free 企业版=enterprise 专业版=pro 用户=users 开发者=developers 禁止=ban 员工=employees
    输入=input 输出=output 提示词=prompt 系统提示=system prompt 记忆=memory 长度=length 窗口=window 专家=experts 混合专家=mixture of experts 注意力=attention 零样本=zero-shot 能力=capabilities 挑战=challenge 竞赛=competition
    眼镜=glasses 汽车=car 自动驾驶=self-driving 数据中心=data center 超级计算机=supercomputer 电力=power 谷歌=Google 苹果=Apple 微软=Microsoft 英伟达=Nvidia 华为=Huawei 阿里=Alibaba 阿里巴巴=Alibaba
    千问=Qwen 通义=Qwen 腾讯=Tencent 混元=Hunyuan 百度=Baidu 文心=Ernie 字节=ByteDance 豆包=Doubao 月之暗面=Moonshot Kimi 智谱=Zhipu GLM 深度求索=DeepSeek 马斯克=Musk 奥特曼=Altman 扎克伯格=Zuckerberg 黄仁勋=Jensen Huang
    亚马逊=Amazon 特斯拉=Tesla 三星=Samsung 高通=Qualcomm 中国=China 美国=US 欧盟=EU 日本=Japan 德国=German 日语=Japanese 中文=Chinese 英语=English 德语=German`,
  ja: `学習=training 推論=inference 価格=price 料金=price トークン=tokens パラメータ=parameters 毎秒=per second 日本語=Japanese 言語=language モデル=model 画像=image
    動画=video 音声=voice 発売=release 公開=release 論文=paper 性能=performance 速度=speed メモリ=memory コード=code データ=data スコア=score 無料=free 会社=company 買収=acquires 資金=funding 社員=employees`,
  de: `gekostet=cost kostet=cost kosten=cost preis=price rechenzentrum=data-center speicher=memory geschwindigkeit=speed modell=model sprache=language speech kostenlos=free
    mitarbeiter=employees lizenz=license veröffentlicht=released braucht=needs benötigt=requires bild=image parameter=parameters training=training`,
  es: `empleados=employees precio=price cuesta=cost modelo=model entrenamiento=training parámetros=parameters velocidad=speed memoria=memory gratis=free licencia=license
    empresa=company voz=voice imagen=image código=code datos=data lanzamiento=release segundo=second`,
  fr: `prix=price coûte=cost modèle=model entraînement=training paramètres=parameters vitesse=speed mémoire=memory gratuit=free licence=license entreprise=company employés=employees voix=voice
    image=image code=code données=data sortie=release seconde=second`,
}

const parse = (table: string): [string, string][] =>
  table
    .split(/\s+(?=\S+=)/)
    .map((entry) => entry.split('='))
    .map(([word = '', meaning = '']) => [word, meaning.trim().replaceAll(/\s+/g, ' ')])

/** Longest first: 预训练 before 训练. */
const entries = [...parse(WORDS.zh), ...parse(WORDS.ja)].sort(([a], [b]) => b.length - a.length)
const cjk = new Map(entries)
const CJK_WORD = new RegExp(entries.map(([word]) => word).join('|'), 'gu')
const CJK_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー、。？！，：]+/gu
const latin = new Map([...parse(WORDS.de), ...parse(WORDS.es), ...parse(WORDS.fr)])

/** The question in words that the English edition may have: names stay, known words are put into English, other Chinese or Japanese goes. */
export const inEnglish = (question: string): string =>
  question
    .replace(CJK_RUN, (run) => ` ${(run.match(CJK_WORD) ?? []).map((word) => cjk.get(word) ?? '').join(' ')} `)
    .replace(/\p{L}+/gu, (word) => latin.get(word.toLowerCase()) ?? word)
