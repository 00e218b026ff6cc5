import Foundation

/// A small shop in five languages, as the files it is made of.
///
/// Small enough that a test may build it anew; a test that needs a mistake in it changes a file.
enum SampleShop {
  /// Paths below the shop's folder and what is in the files.
  static let files: [String: String] = {
    var files = shared
    for (code, text) in [
      ("en", english), ("ru", russian), ("ro", romanian), ("tr", turkish), ("ar", arabic),
    ] {
      // A line of `=== path` begins a file.
      for part in ("\n" + text).components(separatedBy: "\n=== ").dropFirst() {
        let end = part.firstIndex(of: "\n") ?? part.endIndex
        let path = String(part[..<end])
        let folder = path.hasSuffix(".md") ? "corpus" : "intents"
        files["\(folder)/\(code)/\(path)"] = String(part[end...].dropFirst()) + "\n"
      }
    }
    return files
  }()

  private static let shared = [
    "intents/shop.yml": """
    name: Sample
    languages: [en, ru, ro, tr, ar]
    default_language: en
    time_zone: Europe/Bucharest
    currency: EUR
    """,
    "intents/thresholds.yml": """
    answer: 0.6
    clarify: 0.35
    margin: 0.08
    """,
    "corpus/facts.yml": """
    facts:
      return_days: {number: 30, unit: day}
      free_shipping_from: {amount: 50}
    units:
      day:
        en: {one: day, other: days}
        ru: {one: день, few: дня, many: дней, other: дня}
        ro: {one: zi, few: zile, other: de zile}
        tr: {other: gün}
        ar: {one: يوم واحد, two: يومان, few: أيام, many: يومًا, other: يوم}
    """,
    "corpus/pins.yml": """
    pins:
      - {question: gimme my dosh, article: returns, language: en}
      - {question: где мои кровные, article: returns, language: ru}
    """,
  ]

  private static let english = """
    === returns.md
    ---
    id: returns
    title: How do I return an item?
    questions:
      - can I send something back
      - how long do I have to return an order
    tags: [return, refund]
    updated: 2026-11-01
    related: [delivery]
    ---
    You can return any item within {{return_days}} of delivery.

    Print the label from your account and drop the parcel at any post office.
    === delivery.md
    ---
    id: delivery
    title: How much does delivery cost?
    questions:
      - what is the shipping fee
      - is shipping free
    tags: [delivery, shipping]
    ---
    Delivery is free for orders from {{free_shipping_from}}.
    === payment.md
    ---
    id: payment
    title: Which payment methods do you accept?
    questions:
      - can I pay by card
      - do you take cash
    tags: [payment, card]
    ---
    We accept cards and bank transfers.
    === shop.yml
    nlu:
      - intent: order/track
        examples: |
          - where is my order
          - where is my parcel
          - track my package
          - when will my parcel arrive
          - my order has not arrived yet
      - intent: order/return
        article: returns
        examples: |
          - I want to return my shoes
          - I want my money back for this dress
          - the jacket does not fit, I am sending it back
      - intent: human/request
        action: handoff
        examples: |
          - human
          - talk to a person
          - I want to speak to an agent
          - connect me to a human operator
          - let me talk to a real person please
      - intent: out_of_scope
        action: decline
        examples: |
          - what is the weather today
          - tell me a joke
          - who won the football match
      - intent: smalltalk/greet
        examples: |
          - hello
          - hi
          - hey there
          - good morning
      - intent: smalltalk/thanks
        examples: |
          - thanks
          - thank you very much
    responses:
      utter_order/track:
        - text: Open "My orders" to see where your parcel is.
      utter_smalltalk/greet:
        - text: Hello! How can I help?
      utter_smalltalk/thanks:
        - text: You are welcome.
    === system.yml
    responses:
      utter_decline:
        - text: Sorry, I did not understand.
      utter_clarify:
        - text: "Did you mean:"
      utter_none_of_these:
        - text: None of these
      utter_nothing_fits:
        - text: Please say it in other words.
      utter_handoff_queued:
        - text: A colleague will join you. You are number {{position}}.
      utter_handoff_waiting:
        - text: A colleague will answer soon.
      utter_handoff_joined:
        - text: "{{agent}} has joined."
      utter_handoff_ended:
        - text: You are with the assistant again.
      utter_unsupported_language:
        - text: "I speak {{languages}}. Write \\"human\\" for a person."
      utter_too_long:
        - text: That is too long for me.
      utter_person_hint:
        - text: Write "human" to talk to a person.
    === words.yml
    fillers: [i, my, the, a, is, to, do, you, please, me, what, how, can, where]
    === synonyms.yml
    two_way:
      - [parcel, package]
    """

  private static let russian = """
    === returns.md
    ---
    id: returns
    title: Как вернуть товар?
    questions:
      - можно ли отправить покупку обратно
      - сколько дней на возврат
    ---
    Вернуть товар можно в течение срока: {{return_days}}.
    === delivery.md
    ---
    id: delivery
    title: Сколько стоит доставка?
    questions:
      - доставка бесплатная или нет
    ---
    Доставка бесплатна при заказе от {{free_shipping_from}}.
    === shop.yml
    nlu:
      - intent: order/track
        examples: |
          - где мой заказ
          - где моя посылка
          - когда придёт моя посылка
          - заказ до сих пор не пришёл
      - intent: human/request
        action: handoff
        examples: |
          - оператор
          - позовите человека
          - хочу поговорить с живым оператором
          - соедините с сотрудником
      - intent: out_of_scope
        action: decline
        examples: |
          - какая сегодня погода
          - расскажи анекдот
      - intent: smalltalk/greet
        examples: |
          - привет
          - здравствуйте
          - добрый день
    responses:
      utter_order/track:
        - text: Посмотрите, где посылка, в разделе «Мои заказы».
      utter_smalltalk/greet:
        - text: Здравствуйте! Чем помочь?
    === system.yml
    responses:
      utter_decline: [{text: "Извините, я не понял вопроса."}]
      utter_clarify: [{text: "Вы имели в виду:"}]
      utter_none_of_these: [{text: Ничего из этого}]
      utter_nothing_fits: [{text: "Опишите вопрос другими словами."}]
      utter_handoff_queued: [{text: "Сотрудник скоро подключится. Ваш номер: {{position}}."}]
      utter_handoff_waiting: [{text: "Сотрудник скоро ответит."}]
      utter_handoff_joined: [{text: "К чату подключился сотрудник: {{agent}}."}]
      utter_handoff_ended: [{text: "С вами снова помощник."}]
      utter_unsupported_language: [{text: "Я говорю на языках: {{languages}}."}]
      utter_too_long: [{text: "Сообщение слишком длинное."}]
      utter_person_hint: [{text: "Напишите «оператор»."}]
    === words.yml
    fillers: [мой, моя, мои, где, как, с]
    """

  private static let romanian = """
    === returns.md
    ---
    id: returns
    title: Cum returnez un produs?
    questions:
      - pot trimite produsul înapoi
      - câte zile am pentru retur
    ---
    Poți returna orice produs în {{return_days}} de la livrare.
    === delivery.md
    ---
    id: delivery
    title: Cât costă livrarea?
    questions:
      - livrarea este gratuită
    ---
    Livrarea este gratuită pentru comenzi de la {{free_shipping_from}}.
    === shop.yml
    nlu:
      - intent: order/track
        examples: |
          - unde este comanda mea
          - unde este coletul meu
          - când ajunge coletul
      - intent: human/request
        action: handoff
        examples: |
          - operator uman
          - vreau să vorbesc cu un om
          - vreau să vorbesc cu un operator
      - intent: out_of_scope
        action: decline
        examples: |
          - cum e vremea azi
          - spune-mi o glumă
      - intent: smalltalk/greet
        examples: |
          - bună ziua
          - salut
    responses:
      utter_order/track:
        - text: Vezi unde este coletul în „Comenzile mele”.
      utter_smalltalk/greet:
        - text: Bună! Cu ce te pot ajuta?
    === system.yml
    responses:
      utter_decline: [{text: "Îmi pare rău, nu am înțeles."}]
      utter_clarify: [{text: "Te-ai referit la:"}]
      utter_none_of_these: [{text: Niciuna dintre acestea}]
      utter_nothing_fits: [{text: "Spune, te rog, cu alte cuvinte."}]
      utter_handoff_queued: [{text: "Un coleg ți se alătură. Ești numărul {{position}}."}]
      utter_handoff_waiting: [{text: "Un coleg răspunde în curând."}]
      utter_handoff_joined: [{text: "{{agent}} a intrat în discuție."}]
      utter_handoff_ended: [{text: "Vorbești din nou cu asistentul."}]
      utter_unsupported_language: [{text: "Vorbesc: {{languages}}."}]
      utter_too_long: [{text: "Mesajul este prea lung."}]
      utter_person_hint: [{text: "Scrie „operator”."}]
    === words.yml
    fillers: [mea, meu, un, o, este, unde, cum, cu]
    """

  private static let turkish = """
    === returns.md
    ---
    id: returns
    title: Ürünü nasıl iade ederim?
    questions:
      - aldığım ürünü geri gönderebilir miyim
      - iade süresi kaç gün
    ---
    Ürünleri teslimattan sonra {{return_days}} içinde iade edebilirsiniz.
    === delivery.md
    ---
    id: delivery
    title: Kargo ücreti ne kadar?
    questions:
      - kargo ücretsiz mi
    ---
    {{free_shipping_from}} ve üzeri siparişlerde kargo ücretsizdir.
    === shop.yml
    nlu:
      - intent: order/track
        examples: |
          - siparişim nerede
          - kargom nerede
          - paketim ne zaman gelir
      - intent: human/request
        action: handoff
        examples: |
          - müşteri temsilcisi
          - bir insanla konuşmak istiyorum
          - temsilciye bağlanmak istiyorum
      - intent: out_of_scope
        action: decline
        examples: |
          - bugün hava nasıl
          - bana bir fıkra anlat
      - intent: smalltalk/greet
        examples: |
          - merhaba
          - selam
          - iyi günler
    responses:
      utter_order/track:
        - text: Paketinizin yerini "Siparişlerim" sayfasında görebilirsiniz.
      utter_smalltalk/greet:
        - text: Merhaba! Nasıl yardımcı olabilirim?
    === system.yml
    responses:
      utter_decline: [{text: "Üzgünüm, anlayamadım."}]
      utter_clarify: [{text: "Bunu mu demek istediniz:"}]
      utter_none_of_these: [{text: Hiçbiri}]
      utter_nothing_fits: [{text: "Lütfen başka sözcüklerle anlatın."}]
      utter_handoff_queued: [{text: "Bir temsilci size katılacak. Sıranız: {{position}}."}]
      utter_handoff_waiting: [{text: "Bir temsilci birazdan yanıtlayacak."}]
      utter_handoff_joined: [{text: "{{agent}} sohbete katıldı."}]
      utter_handoff_ended: [{text: "Yeniden asistanla konuşuyorsunuz."}]
      utter_unsupported_language: [{text: "Şu dilleri biliyorum: {{languages}}."}]
      utter_too_long: [{text: "Mesajınız çok uzun."}]
      utter_person_hint: [{text: "\\"temsilci\\" yazın."}]
    === words.yml
    fillers: [bir, ne, nerede, mi, bu]
    """

  private static let arabic = """
    === returns.md
    ---
    id: returns
    title: كيف أرجع منتجًا؟
    questions:
      - هل يمكنني إعادة ما اشتريته
      - كم مدة الإرجاع
    ---
    يمكنك إرجاع أي منتج خلال {{return_days}} من الاستلام.
    === delivery.md
    ---
    id: delivery
    title: كم تكلفة التوصيل؟
    questions:
      - هل التوصيل مجاني
    ---
    التوصيل مجاني للطلبات من {{free_shipping_from}}.
    === shop.yml
    nlu:
      - intent: order/track
        examples: |
          - أين طلبي
          - أين الشحنة
          - متى تصل الشحنة
      - intent: human/request
        action: handoff
        examples: |
          - موظف
          - أريد التحدث مع موظف
          - أريد التكلم مع شخص حقيقي
      - intent: out_of_scope
        action: decline
        examples: |
          - كيف الطقس اليوم
          - احك لي نكتة
      - intent: smalltalk/greet
        examples: |
          - مرحبا
          - السلام عليكم
          - صباح الخير
    responses:
      utter_order/track:
        - text: يمكنك معرفة مكان الشحنة في صفحة «طلباتي».
      utter_smalltalk/greet:
        - text: أهلًا! كيف أساعدك؟
    === system.yml
    responses:
      utter_decline: [{text: "عذرًا، لم أفهم."}]
      utter_clarify: [{text: "هل تقصد:"}]
      utter_none_of_these: [{text: لا شيء مما سبق}]
      utter_nothing_fits: [{text: "صف سؤالك بكلمات أخرى."}]
      utter_handoff_queued: [{text: "سينضم إليك زميل. رقمك: {{position}}."}]
      utter_handoff_waiting: [{text: "سيجيبك زميل قريبًا."}]
      utter_handoff_joined: [{text: "انضم {{agent}} إلى المحادثة."}]
      utter_handoff_ended: [{text: "أنت الآن مع المساعد من جديد."}]
      utter_unsupported_language: [{text: "أتحدث: {{languages}}."}]
      utter_too_long: [{text: "رسالتك طويلة جدًا."}]
      utter_person_hint: [{text: "اكتب «موظف»."}]
    === words.yml
    fillers: [هل, كم, في, من, مع]
    """
}
