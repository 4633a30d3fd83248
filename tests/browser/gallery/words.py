"""Sample texts of the gallery, left to right and right to left."""

from types import SimpleNamespace

SAMPLES = {
    "en": {
        "site": "National Committee on Trade Facilitation of Marenia",
        "country": "Marenia",
        "person": "Amal Haddad",
        "saved": "The appointment was saved. The institution has been told.",
        "late": "This item came after the closing date of the agenda: the co-chairs decide.",
        "reasons": [
            "The term of the body ended on 30 June: renew it first.",
            "The seat of the Freight Forwarders’ Association is vacant.",
        ],
        "nav": [
            "What waits for me",
            "Committees",
            "Institutions",
            "People",
            "Meetings",
            "Parking lot",
            "Decisions",
            "Actions",
            "Minutes",
            "Reports",
            "Settings",
        ],
        "title": "National Committee on Trade Facilitation",
        "lead": "Brings border agencies and business round one table to make trade simpler.",
        "crumbs": [("Committees", "/"), ("Marenia", "/")],
        "tabs": ["Overview", "People", "Mandate", "Rules of procedure", "Sub-bodies"],
        "mandate": "To coordinate the national application of the WTO Trade Facilitation "
        "Agreement, to give the private sector a say before measures are taken, and to follow up "
        "what was promised.",
        "facts": [
            ("Founded by", "Decree 14/2017"),
            ("Sponsor", "Ministry of Economy"),
            ("Meets", "At least four times a year"),
            ("Sunset", None),
        ],
        "people": [
            ("Amal Haddad", "Director General", "Customs Administration", "Public", "Co-chair"),
            ("Jean-Pierre N’Diaye", "President", "Chamber of Commerce", "Private", "Co-chair"),
            ("王小明", "Head of logistics", "Freight Forwarders’ Association", "Private", "Member"),
            ("سارة المنصوري", "Legal adviser", "Ministry of Economy", "Public", "Member"),
            ("", "", "Small Exporters’ Union", "Private", "Vacant"),
        ],
        "columns": ["Person", "Institution", "Side", "Role", "#Meetings"],
        "waiting": [
            (
                "Approve the minutes of the 12th meeting",
                "Both co-chairs must approve; you are the last.",
            ),
            (
                "Comment on the draft terms of reference",
                "Open until 14 March, four working days left.",
            ),
            ("Say whether you come on 22 March", "Invited on 1 March; no reply from you yet."),
        ],
        "go": ["Read and approve", "Comment", "Reply"],
        "steps": [
            SimpleNamespace(title="Notice sent", state="done", when="1 March"),
            SimpleNamespace(
                title="Agenda released", state="missed", when="8 March", text="Two days late."
            ),
            SimpleNamespace(title="Meeting", state="now", when="22 March"),
            SimpleNamespace(title="Minutes for comment", state="next", when="29 March"),
        ],
        "parts": [("Public", 7), ("Private", 6), ("Civil society", 1)],
        "warning": "No secretariat is named. A body without one tends to stop meeting.",
        "rule": "Rules of procedure, article 9",
        "empty": (
            "No sub-body yet",
            "Working groups take up what needs experts. They have an end date.",
        ),
        "explain": "Seven of fourteen filled seats belong to public institutions. Vacant seats are not counted.",
    },
    "ar": {
        "site": "اللجنة الوطنية لتيسير التجارة في مارينيا",
        "country": "مارينيا",
        "person": "أمل حداد",
        "saved": "تم حفظ التعيين وإبلاغ المؤسسة.",
        "late": "ورد هذا البند بعد موعد إقفال جدول الأعمال: القرار للرئيسين المشاركين.",
        "reasons": ["انتهت ولاية الهيئة في 30 حزيران: جدّدها أولاً.", "مقعد جمعية وكلاء الشحن شاغر."],
        "nav": [
            "ما ينتظرني",
            "اللجان",
            "المؤسسات",
            "الأشخاص",
            "الاجتماعات",
            "القضايا المؤجلة",
            "القرارات",
            "الإجراءات",
            "المحاضر",
            "التقارير",
            "الإعدادات",
        ],
        "title": "اللجنة الوطنية لتيسير التجارة",
        "lead": "تجمع أجهزة الحدود وقطاع الأعمال حول طاولة واحدة لتبسيط التجارة.",
        "crumbs": [("اللجان", "/"), ("مارينيا", "/")],
        "tabs": ["نظرة عامة", "الأشخاص", "الولاية", "النظام الداخلي", "الهيئات الفرعية"],
        "mandate": "تنسيق التطبيق الوطني لاتفاق تيسير التجارة لمنظمة التجارة العالمية (WTO)، "
        "وإعطاء القطاع الخاص رأياً قبل اتخاذ التدابير، ومتابعة ما وُعد به.",
        "facts": [
            ("تأسست بموجب", "المرسوم 14/2017"),
            ("الراعي", "وزارة الاقتصاد"),
            ("تجتمع", "أربع مرات في السنة على الأقل"),
            ("تاريخ الانتهاء", None),
        ],
        "people": [
            ("أمل حداد", "المديرة العامة", "إدارة الجمارك", "عام", "رئيسة مشاركة"),
            ("Jean-Pierre N’Diaye", "رئيس", "غرفة التجارة", "خاص", "رئيس مشارك"),
            ("王小明", "رئيس الخدمات اللوجستية", "جمعية وكلاء الشحن", "خاص", "عضو"),
            ("سارة المنصوري", "مستشارة قانونية", "وزارة الاقتصاد", "عام", "عضو"),
            ("", "", "اتحاد صغار المصدّرين", "خاص", "شاغر"),
        ],
        "columns": ["الشخص", "المؤسسة", "الجانب", "الدور", "#الاجتماعات"],
        "waiting": [
            ("اعتماد محضر الاجتماع الثاني عشر", "على الرئيسين المشاركين الاعتماد، وأنت الأخيرة."),
            ("التعليق على مسودة الاختصاصات", "مفتوح حتى 14 آذار، بقيت أربعة أيام عمل."),
            ("هل تحضرين في 22 آذار؟", "وصلت الدعوة في 1 آذار ولم يرد منك جواب بعد."),
        ],
        "go": ["اقرأ واعتمد", "علّق", "أجب"],
        "steps": [
            SimpleNamespace(title="أُرسل الإشعار", state="done", when="1 آذار"),
            SimpleNamespace(
                title="أُصدر جدول الأعمال", state="missed", when="8 آذار", text="متأخر يومين."
            ),
            SimpleNamespace(title="الاجتماع", state="now", when="22 آذار"),
            SimpleNamespace(title="المحضر للتعليق", state="next", when="29 آذار"),
        ],
        "parts": [("عام", 7), ("خاص", 6), ("المجتمع المدني", 1)],
        "warning": "لم تُسمَّ أمانة. الهيئة التي لا أمانة لها تتوقف عادة عن الاجتماع.",
        "rule": "النظام الداخلي، المادة 9",
        "empty": ("لا هيئات فرعية بعد", "تتولى أفرقة العمل ما يحتاج إلى خبراء، ولها تاريخ انتهاء."),
        "explain": "سبعة من أصل أربعة عشر مقعداً مشغولاً لمؤسسات عامة. لا تُحسب المقاعد الشاغرة.",
    },
}

ARABIC = {
    "Skip to the content": "انتقل إلى المحتوى",
    "Menu": "القائمة",
    "Main menu": "القائمة الرئيسية",
    "Sign in": "تسجيل الدخول",
    "Sign out": "تسجيل الخروج",
    "Your account": "حسابك",
    "Your devices": "أجهزتك",
    "Language": "اللغة",
    "required": "مطلوب",
    "Previous": "السابق",
    "Next": "التالي",
    "Page %(number)s of %(last)s": "صفحة %(number)s من %(last)s",
    "How this is counted": "كيف حُسب هذا",
    "Rests on: %(rule)s": "يستند إلى: %(rule)s",
    "There is no such page": "لا توجد صفحة كهذه",
    "Go to the first page": "إلى الصفحة الأولى",
    "This cannot be done yet": "لا يمكن القيام بهذا بعد",
    "This cannot be done yet, for these reasons:": "لا يمكن القيام بهذا بعد، للأسباب الآتية:",
    "Demonstration: the country, its people and its papers are invented.": "عرض توضيحي: البلد وأهله وأوراقه من نسج الخيال.",
}
