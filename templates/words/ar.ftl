# كلمات الصفحات بالعربية.


## The frame of every page

skip_to_content = انتقل إلى المحتوى
skip_to_entries = انتقل إلى المدخلات
main_navigation = التنقل الرئيسي
languages = اللغات
only_front_page = (الصفحة الرئيسية)
breadcrumb = مسار التصفح
about_this_site = عن هذا الموقع
atom_feed = خلاصة Atom
contact = للتواصل
footer_figures = يَرِد كل رقم مقرونًا بالجهة التي أعلنته، ولا تُجمع أرقام الحادث الواحد.
how_we_count = كيف نَعُدّ
how_figures_are_handled = كيف نتعامل مع الأرقام
colon = :
comma = ،
semicolon = ؛
table = جدول
page_n = { $heading }، الصفحة { $n }
page_n_of = الصفحة { $n } من { $last }
pages = الصفحات
arrow_previous = →
arrow_next = ←
arrow_worse = ↙
arrow_better = ↖
arrow_same = ←
text_in = باللغة: { $language }

## The main sections

front_page = الصفحة الرئيسية
timeline = التسلسل الزمني
stories = التقارير
countries = البلدان
actors = الأطراف
data = البيانات
corrections = التصويبات
subjects = الموضوعات
verify = التحقق
incidents = الحوادث
milestones = المحطات
sources = المصادر

## Counts

incidents_counted = { $n ->
    [zero] لا حوادث
    [one] حادث واحد
    [two] حادثان
    [few] { $n } حوادث
    [many] { $n } حادثًا
   *[other] { $n } حادث
}
milestones_counted = { $n ->
    [zero] لا محطات
    [one] محطة واحدة
    [two] محطتان
    [few] { $n } محطات
    [many] { $n } محطة
   *[other] { $n } محطة
}
totals_counted = { $n ->
    [zero] لا حصائل إجمالية
    [one] حصيلة إجمالية واحدة
    [two] حصيلتان إجماليتان
    [few] { $n } حصائل إجمالية
    [many] { $n } حصيلة إجمالية
   *[other] { $n } حصيلة إجمالية
}
entries_counted = { $n ->
    [zero] لا مواد
    [one] مادة واحدة
    [two] مادتان
    [few] { $n } مواد
    [many] { $n } مادة
   *[other] { $n } مادة
}
stories_counted = { $n ->
    [zero] لا تقارير
    [one] تقرير واحد
    [two] تقريران
    [few] { $n } تقارير
    [many] { $n } تقريرًا
   *[other] { $n } تقرير
}
claims_counted = { $n ->
    [zero] لا إفادات
    [one] إفادة واحدة
    [two] إفادتان
    [few] { $n } إفادات
    [many] { $n } إفادة
   *[other] { $n } إفادة
}
speakers_counted = { $n ->
    [zero] لا جهات
    [one] جهة واحدة
    [two] جهتان
    [few] { $n } جهات
    [many] { $n } جهة
   *[other] { $n } جهة
}
sources_counted = { $n ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدران
    [few] { $n } مصادر
    [many] { $n } مصدرًا
   *[other] { $n } مصدر
}
versions_counted = { $n ->
    [zero] لا نسخ
    [one] نسخة واحدة
    [two] نسختان
    [few] { $n } نسخ
    [many] { $n } نسخة
   *[other] { $n } نسخة
}
bytes = { $n ->
    [zero] لا بايتات
    [one] بايت واحد
    [two] بايتان
    [few] { $n } بايتات
    [many] { $n } بايتًا
   *[other] { $n } بايت
}
kilobytes = { $n } كيلوبايت
megabytes = { $n } ميغابايت
decimal_sign = {"."}
weight = { $n } كيلوبايت

## Dates

first_of_month = 1
in_date = في { $date }
week_of = أسبوع { $date }
all_that_stands = كل ما هو قائم
from_to = { $first } إلى { $last }
moment = { $date }، { $hour }:{ $minute } { $zone }
local_time = { $time } بالتوقيت المحلي
month_not_known_of = { $year }، الشهر غير معروف
over_days = { $n ->
    [zero] على مدى { $n } يوم
    [one] على مدى يوم واحد
    [two] على مدى يومين
    [few] على مدى { $n } أيام
    [many] على مدى { $n } يومًا
   *[other] على مدى { $n } يوم
}
day_not_known = اليوم غير معروف
month_not_known = الشهر غير معروف
known_days = أول يوم معروف: { $first }، وآخر يوم معروف: { $last }
possible_days = أول يوم محتمل: { $first }، وآخر يوم محتمل: { $last }

## Lists and quotations

list_and = { $first } و { $last }
quote = «{ $text }»
quote_cut = «{ $text } …»

## Figures

figure_of = { $measure }: { $figure }
figure_best = { $low } إلى { $high }، وأفضل تقدير { $best }
figure_and_at_least = { $n }، و{ $other } على الأقل
figure_and_at_most = { $n }، و{ $other } على الأكثر
figure_noted = { $figure } ({ $note })
qualified = { $how ->
    [exactly] { $figure }
    [at_least] { $figure } على الأقل
    [more_than] أكثر من { $figure }
    [about] نحو { $figure }
    [up_to] ما يصل إلى { $figure }
   *[other] { $figure } أو أكثر
}
counted_killed = { $who ->
    [soldiers] القتلى من الجنود
    [police] القتلى من الشرطة
    [militia] القتلى من أفراد الميليشيات
    [fighters] القتلى من المقاتلين
    [peacekeepers] القتلى من حفظة السلام
    [foreign_forces] القتلى من القوات الأجنبية
    [attackers] القتلى من المهاجمين
    [civilians] القتلى من المدنيين
    [children] القتلى من الأطفال
    [suspects] القتلى من المشتبه فيهم
   *[other] عدد القتلى
}
counted_wounded = { $who ->
    [soldiers] الجرحى من الجنود
    [police] الجرحى من الشرطة
    [militia] الجرحى من أفراد الميليشيات
    [fighters] الجرحى من المقاتلين
    [peacekeepers] الجرحى من حفظة السلام
    [foreign_forces] الجرحى من القوات الأجنبية
    [attackers] الجرحى من المهاجمين
    [civilians] الجرحى من المدنيين
    [children] الجرحى من الأطفال
    [suspects] الجرحى من المشتبه فيهم
   *[other] عدد الجرحى
}
counted_captured = { $who ->
    [soldiers] الأسرى من الجنود
    [police] الأسرى من الشرطة
    [militia] الأسرى من أفراد الميليشيات
    [fighters] الأسرى من المقاتلين
    [peacekeepers] الأسرى من حفظة السلام
    [foreign_forces] الأسرى من القوات الأجنبية
    [attackers] الأسرى من المهاجمين
    [civilians] الأسرى من المدنيين
    [children] الأسرى من الأطفال
    [suspects] الأسرى من المشتبه فيهم
   *[other] عدد الأسرى
}
counted_abducted = { $who ->
    [soldiers] المختطفون من الجنود
    [police] المختطفون من الشرطة
    [militia] المختطفون من أفراد الميليشيات
    [fighters] المختطفون من المقاتلين
    [peacekeepers] المختطفون من حفظة السلام
    [foreign_forces] المختطفون من القوات الأجنبية
    [attackers] المختطفون من المهاجمين
    [civilians] المختطفون من المدنيين
    [children] المختطفون من الأطفال
    [suspects] المختطفون من المشتبه فيهم
   *[other] عدد المختطفين
}
counted_casualties = { $who ->
    [soldiers] القتلى والجرحى والمفقودون والأسرى من الجنود
    [police] القتلى والجرحى والمفقودون والأسرى من الشرطة
    [militia] القتلى والجرحى والمفقودون والأسرى من أفراد الميليشيات
    [fighters] القتلى والجرحى والمفقودون والأسرى من المقاتلين
    [peacekeepers] القتلى والجرحى والمفقودون والأسرى من حفظة السلام
    [foreign_forces] القتلى والجرحى والمفقودون والأسرى من القوات الأجنبية
    [attackers] القتلى والجرحى والمفقودون والأسرى من المهاجمين
    [civilians] القتلى والجرحى والمفقودون والأسرى من المدنيين
    [children] القتلى والجرحى والمفقودون والأسرى من الأطفال
    [suspects] القتلى والجرحى والمفقودون والأسرى من المشتبه فيهم
   *[other] عدد القتلى والجرحى والمفقودين والأسرى
}
counted_arrested = { $who ->
    [soldiers] الموقوفون من الجنود
    [police] الموقوفون من الشرطة
    [militia] الموقوفون من أفراد الميليشيات
    [fighters] الموقوفون من المقاتلين
    [peacekeepers] الموقوفون من حفظة السلام
    [foreign_forces] الموقوفون من القوات الأجنبية
    [attackers] الموقوفون من المهاجمين
    [civilians] الموقوفون من المدنيين
    [children] الموقوفون من الأطفال
    [suspects] الموقوفون من المشتبه فيهم
   *[other] عدد الموقوفين
}
counted_displaced = { $who ->
    [soldiers] النازحون من الجنود
    [police] النازحون من الشرطة
    [militia] النازحون من أفراد الميليشيات
    [fighters] النازحون من المقاتلين
    [peacekeepers] النازحون من حفظة السلام
    [foreign_forces] النازحون من القوات الأجنبية
    [attackers] النازحون من المهاجمين
    [civilians] النازحون من المدنيين
    [children] النازحون من الأطفال
    [suspects] النازحون من المشتبه فيهم
   *[other] عدد النازحين
}

## Cards

milestone_lead = محطة:
story_lead = تقرير:
stories_lead = تقارير:
more_claims = { $n ->
    [zero] ولا إفادات أخرى في صفحته
    [one] وإفادة أخرى في صفحته
    [two] وإفادتان أخريان في صفحته
    [few] و{ $n } إفادات أخرى في صفحته
    [many] و{ $n } إفادة أخرى في صفحته
   *[other] و{ $n } إفادة أخرى في صفحته
}
under_review = قيد المراجعة: قد يتغيّر ما يرد هنا.
total_notice = حصيلة إجمالية لا تُضاف إلى أي رقم آخر.
withdrawn = سُحبت هذه المادة.
withdrawn_on = سُحبت في { $date }: { $reason }

## The front page

updated = آخر تحديث:
data_to = البيانات حتى
key_takeaways = أبرز النقاط
at_a_glance = نظرة سريعة
map = الخريطة
latest_incidents = أحدث الحوادث
all_on_a_map = الكل على خريطة
all_incidents = جميع الحوادث في التسلسل الزمني
latest_stories = أحدث التقارير
all_stories = جميع التقارير
all_corrections = جميع التصويبات
all_countries = جميع البلدان
all_actors = جميع الأطراف
actors_named_most = الأطراف الأكثر ورودًا
incidents_recorded = الحوادث المسجلة هنا، { $period }
and_milestones = و{ $milestones }
killed_in_these = القتلى في هذه الحوادث
claims_kept = إفادات محفوظة مع أصحابها
by_speakers = عن { $speakers }
who_speaks = من يتحدث

## The timeline

jump_to_month = انتقل إلى شهر
months = الأشهر
years = السنوات
order = الترتيب
latest_entry = أحدث مدخل
newest_first = الأحدث أولًا
oldest_first = الأقدم أولًا
newer = الأحدث
older = الأقدم
go_on = تابع
all_of = كل ما في { $period }
timeline_of = التسلسل الزمني: { $name }
timeline_about = { $tally }، { $period }. يَرِد كل رقم مقرونًا بالجهة التي أعلنته.
timeline_newest_about = { $tally }، الأحدث أولًا. يَرِد كل رقم مقرونًا بالجهة التي أعلنته.
timeline_empty_about = حوادث ومحطات.
tally_in = { $tally } في { $period }.
incidents_of = { $incidents } في { $period }
no_incident_of = لا حوادث مسجلة في { $period }.
no_incident = لا حوادث هنا حتى الآن.
show_only = عرض (كل السنوات)
show_only_hint = عرض بلد أو سنة أو نوع أو طرف بعينه
show_more = عرض المزيد
country = البلد
year = السنة
month = الشهر
type = النوع
actor = الطرف

## The filter in place

filter_title = تصفية
any = الكل
a_claim_is = حالة إحدى الإفادات
killed_at_least = القتلى، على الأقل
search_words = كلمات
filter_all = ابحث في الكل ({ $total }؛ يُحمَّل ما يصل إلى { $weight })
show = اعرض
clear = امسح
filter_here = المواد الظاهرة في هذه الصفحة: { $n } من { $of }
filter_everywhere = المواد الظاهرة من جميع الصفحات: { $n } من { $of }
filter_failed = تعذّر تحميل مواد الصفحات الأخرى؛ هذه مواد هذه الصفحة.
filter_folder = فُتحت هذه الصفحة من مجلد لا يحمّل منه المتصفح ملفات أخرى، ولذلك لا تُصفّى إلا موادها.

## Charts

by_year = الحوادث بحسب السنة، { $period }
by_month = الحوادث بحسب الشهر، { $year }
chart_note = تمثل هذه الأعمدة ما ورد في هذا الموقع لا كل ما وقع، ولا تشمل الحصائل الإجمالية ولا المواد المسحوبة.
chart_undated = { $n ->
    [zero] لا مواد بلا شهر في هذه السنة.
    [one] مادة واحدة من هذه السنة بلا شهر.
    [two] مادتان من هذه السنة بلا شهر.
    [few] { $n } مواد من هذه السنة بلا شهر.
    [many] { $n } مادة من هذه السنة بلا شهر.
   *[other] { $n } مادة من هذه السنة بلا شهر.
}
chart_milestones = محطات لا تدخل في الأعمدة
same_figures_as_table = الأرقام نفسها في جدول
no_number_killed = دون عدد قتلى
group_forces = هجمات على القوات
group_civilians = هجمات على المدنيين واختطافات
group_clash = اشتباكات وتفجيرات وغارات جوية
group_territory = سيطرة وحصار وحفظ سلام
group_political = سياسة واضطرابات وبيانات
group_other = أخرى

## Maps

map_of_incidents = خريطة الحوادث
skip_map = تجاوز علامات الخريطة
zoom = تكبير الخريطة وتصغيرها
zoom_in = تكبير
zoom_out = تصغير
zoom_whole = الخريطة كاملة
map_scrolls = حرّك الخريطة أفقيًّا لرؤية بقيتها.
map_sizes = يكبر حجم العلامة بعدد القتلى، والعلامة المفرغة بلا عدد.
map_stacks = الرقم يدل على عدة حوادث، وعلامتها تقود إلى قائمة.
map_rings = الحلقة الباهتة: لا يُعرف إلا الإقليم أو المنطقة.
same_as_table = المضمون نفسه في جدول
incidents_by_place = الحوادث بحسب المكان
last_changed = آخر تغيير
as_recorded = كما يسجّله هذا الموقع؛ ولا يُعرف إعلان مسؤولية
place = المكان
what_happened = ما حدث
latest = الأحدث
when = متى
killed_lowest_to_highest = القتلى، من أدنى إفادة قائمة إلى أعلاها
map_note = تُباعَد قليلًا العلامات التي يغطي بعضها بعضًا. لا تعني الحدود والأسماء في الخريطة إقرارًا بها. بيانات الخريطة: Natural Earth.
locator_note = لا تعني الحدود إقرارًا بها. بيانات الخريطة: Natural Earth.
map_where = أين: { $tally }، { $period }
and_earlier = و{ $n } أقدم
no_number = بلا عدد
some_without_number = { $figure }؛ و{ $n } بلا عدد
and_others = { $n ->
    [zero] ولا غيرها
    [one] وحادث آخر
    [two] وحادثان آخران
    [few] و{ $n } حوادث أخرى
    [many] و{ $n } حادثًا آخر
   *[other] و{ $n } حادث آخر
}
no_one_place = { $country }، بلا مكان محدد:
several_countries = عدة بلدان:
beyond_the_edge = خارج إطار هذه الخريطة:
known_to_only = لا يُعرف إلا على مستوى: { $precision }.
place_and_near = { $n ->
    [zero] { $name }
    [one] { $name } ومكان قريب
    [two] { $name } ومكانان قريبان
    [few] { $name } و{ $n } أماكن قريبة
    [many] { $name } و{ $n } مكانًا قريبًا
   *[other] { $name } و{ $n } مكان قريب
}
one_forces = هجوم على القوات
one_civilians = هجوم على المدنيين
one_clash = اشتباك أو تفجير أو غارة جوية
one_political = حدث سياسي
one_territory = حصار أو تغيّر سيطرة أو حفظ سلام
one_other = حدث آخر
many_forces = { $n ->
    [zero] لا هجمات على القوات
    [one] هجوم واحد على القوات
    [two] هجومان على القوات
    [few] { $n } هجمات على القوات
    [many] { $n } هجومًا على القوات
   *[other] { $n } هجوم على القوات
}
many_civilians = { $n ->
    [zero] لا هجمات على المدنيين
    [one] هجوم واحد على المدنيين
    [two] هجومان على المدنيين
    [few] { $n } هجمات على المدنيين
    [many] { $n } هجومًا على المدنيين
   *[other] { $n } هجوم على المدنيين
}
many_clash = { $n ->
    [zero] لا اشتباكات أو تفجيرات أو غارات
    [one] اشتباك أو تفجير أو غارة
    [two] حالتان من اشتباك أو تفجير أو غارة
    [few] { $n } اشتباكات أو تفجيرات أو غارات
    [many] { $n } اشتباكًا أو تفجيرًا أو غارة
   *[other] { $n } اشتباك أو تفجير أو غارة
}
many_political = { $n ->
    [zero] لا أحداث سياسية
    [one] حدث سياسي واحد
    [two] حدثان سياسيان
    [few] { $n } أحداث سياسية
    [many] { $n } حدثًا سياسيًا
   *[other] { $n } حدث سياسي
}
many_territory = { $n ->
    [zero] لا حصار ولا تغيّر سيطرة ولا حفظ سلام
    [one] حالة حصار أو تغيّر سيطرة أو حفظ سلام
    [two] حالتا حصار أو تغيّر سيطرة أو حفظ سلام
    [few] { $n } حالات حصار أو تغيّر سيطرة أو حفظ سلام
    [many] { $n } حالة حصار أو تغيّر سيطرة أو حفظ سلام
   *[other] { $n } حالة حصار أو تغيّر سيطرة أو حفظ سلام
}
many_other = { $n ->
    [zero] لا أحداث أخرى
    [one] حدث آخر
    [two] حدثان آخران
    [few] { $n } أحداث أخرى
    [many] { $n } حدثًا آخر
   *[other] { $n } حدث آخر
}
north = { $degrees }° شمالًا
south = { $degrees }° جنوبًا
east = { $degrees }° شرقًا
west = { $degrees }° غربًا

## Incidents

standing_title = ما الثابت، وعلى لسان من
known = معلوم
reported = مُبلَّغ عنه
claimed = مُدّعى
disputed = محل خلاف
not_known = غير معلوم
claims_responsibility = يتبنى المسؤولية
denies_responsibility = ينفي المسؤولية
who_denied = { $name }، نفي
who_retracted = { $name }، تراجع
who_disputed = { $name }، محل خلاف
no_comment_on = { $measure }: لا تعليق
how_many_not_known = عدد القتلى: لا رقم مسجلًا
who_not_known = الفاعل: لا سجل يسمّي أحدًا
responsibility_not_known = المسؤولية: لا تبنّي مسجلًا
claims = الإفادات
claims_note = لا تُجمع الإفادات عن الأمر الواحد. ويستثني المدى الأرقام التي استُبدلت أو سُحبت أو نُفيت.
table_of_claims = جدول الإفادات
speaker = صاحب الإفادة
figure_or_statement = الرقم أو القول
status = الحالة
said_on = تاريخ القول
read_in = المصدر
credibility = درجة المصداقية { $n } من 6
superseded_by = بـ
not_recorded = التاريخ غير مسجل
a_later_claim = إفادة لاحقة
source_n = المصدر { $n }: { $name }
party_to_the_conflict = طرف في النزاع
counts_dyad = يحصي { $dyad }
in_the_record = في سجل { $record }
recorded_by = سجّله { $by }
perhaps_title = الحادث نفسه على الأرجح
perhaps_note = سُجّلا منفصلين ولا يُدمجان قبل قرار التحرير، وتحتسبهما المجاميع كليهما.
covers_title = يشمل هذه الحوادث
covers_note = تأخذ المجاميع الأكبر من هذا أو من مجموع تلك، لا كليهما.
covered_by_title = يندرج أيضًا ضمن
stories_about_this = تقارير عن هذا
before_and_after = قبل وبعد
before = قبل
after = بعد
just_before_and_after = قبله وبعده مباشرة
also_at = أيضًا في { $name }
also_of = أيضًا { $name }
read_beside_this = يُقرأ مع هذا
records_behind = السجلات وراء هذه الصفحة
why_one_incident = لماذا عُدّت هذه السجلات حادثًا واحدًا
in_other_languages = بلغات أخرى
facts = معطيات
date = التاريخ
position = الإحداثيات
coordinates_from = الإحداثيات: { $source }
part_of = جزء من
in_data_set = في { $name }
note = ملاحظة
record = السجل
region = المنطقة
district = الإقليم
also_written = يُكتب أيضًا
also_known_as = يُعرف أيضًا باسم
includes = يضم
active = النشاط
since = منذ { $date }
until = حتى { $date }

## Changes and sources

changes_title = تحديثات وتصويبات
correction_on = تصويب في
update_on = تحديث في
correction_lead = تصويب:
update_lead = تحديث:
correction_was = ورد
correction_now = ، والصواب
correction_told = تصويب في { $date }: { $field } ورد «{ $was }»، والصواب «{ $now }».
correction_told_plain = تصويب في { $date }: ورد «{ $was }»، والصواب «{ $now }».
update_told = تحديث في { $date }: { $text }
archived_copy = نسخة محفوظة
source_published = نُشر في { $date }
source_read = اطُّلع عليه في { $date }
source_published_in = نُشر في { $date }
source_read_in = اطُّلع عليه في { $date }
reliability = درجة الموثوقية { $grade } ({ $grade ->
    [A] موثوق تمامًا
    [B] موثوق عادةً
    [C] موثوق إلى حد ما
    [D] غير موثوق عادةً
    [E] غير موثوق
   *[F] لا يمكن الحكم عليه
 })
corrections_about = جميع التصويبات والإضافات اللاحقة، الأحدث أولًا، وتظهر كذلك في الصفحة المعنية.
no_corrections = لم يُصوَّب شيء حتى الآن.
a_story = تقرير
an_incident = حادث

## Citations

cite_title = الإشارة إلى هذه الصفحة
cite_forms = لبرامج BibTeX وإدارة المراجع
cite_cutoff = البيانات حتى { $date }
title_and_date = { $title } ({ $date })
for_editors = للمحررين: كيفية التراجع
cite_on = عن { $date }

## Stories

also_in = متاح أيضًا بـ
key_points = النقاط الرئيسية
key_facts = أبرز المعطيات
also_published_by = نُشر أيضًا في
another_copy = نسخة أخرى
contains = يتضمن
told_in_roundup = يَرِد أيضًا في العرض الموجز
related_stories = تقارير ذات صلة
topics = الموضوعات
folded_title = { $n ->
    [zero] ما دُمج لإعداد هذه الصفحة
    [one] ما دُمج لإعداد هذه الصفحة (قرار واحد)
    [two] ما دُمج لإعداد هذه الصفحة (قراران)
    [few] ما دُمج لإعداد هذه الصفحة ({ $n } قرارات)
    [many] ما دُمج لإعداد هذه الصفحة ({ $n } قرارًا)
   *[other] ما دُمج لإعداد هذه الصفحة ({ $n } قرار)
}
only_there = هناك فقط: { $quote }
share_above = { $kind }؛ { $percent }٪ من كلماتها واردة في النص أعلاه
figure_there = { $figure } هناك ({ $date })
figure_here = { $figure } هنا ({ $date })
figure_changed = { $first } ← { $then }: { $quote }
stories_about = { $stories }، الأحدث أولًا.

## Lists

list_about = { $name }: { $holds }.
actor_about = { $name }. { $kind }: { $holds }.
month_by_month = شهرًا بشهر
all_on_timeline = جميع المواد في التسلسل الزمني ({ $entries })
same_on_timeline = المضمون نفسه في التسلسل الزمني
by_name = بحسب الاسم
countries_about = حيث تقع حوادث هذا الموقع وتقاريره.
subjects_about = الكلمات التي تُصنَّف تحتها التقارير والحوادث.
actors_about = كل من يقاتل أو يحكم أو يحصي أو ينقل الأخبار في سجلات هذا الموقع.
subject = موضوع
type_of_event = نوع الحدث
recorded_here = المسجل هنا
total_basis = { $n ->
    [zero] أدنى إفادة قائمة وأعلاها
    [one] أدنى إفادة قائمة وأعلاها في حادث واحد، لفئة واحدة من الناس
    [two] أدنى إفادة قائمة وأعلاها في حادثين، لفئة واحدة من الناس في كل منهما
    [few] أدنى إفادة قائمة وأعلاها في { $n } حوادث، لفئة واحدة من الناس في كل منها
    [many] أدنى إفادة قائمة وأعلاها في { $n } حادثًا، لفئة واحدة من الناس في كل منها
   *[other] أدنى إفادة قائمة وأعلاها في { $n } حادث، لفئة واحدة من الناس في كل منها
}
total_left_out = { $n ->
    [zero] { $basis }
    [one] { $basis }؛ وحادث آخر بلا عدد
    [two] { $basis }؛ وحادثان آخران بلا عدد
    [few] { $basis }؛ و{ $n } حوادث أخرى بلا عدد
    [many] { $basis }؛ و{ $n } حادثًا آخر بلا عدد
   *[other] { $basis }؛ و{ $n } حادث آخر بلا عدد
}
kinds_state_force = قوات الدولة
kinds_armed_group = جماعات مسلحة
kinds_militia = ميليشيات
kinds_foreign_force = قوات أجنبية
kinds_peacekeepers = قوات حفظ السلام
kinds_government = حكومات
kinds_igo = منظمات حكومية دولية
kinds_civilians = مدنيون
kinds_reporter = من ينقلون الأخبار ويحصون
meaning_attack_on_forces = هجمات على جنود أو شرطة أو ميليشيات حليفة لدولة أو قوات حفظ سلام، أو على مواقعهم وأرتالهم.
meaning_attack_on_civilians = عنف استهدف أشخاصًا لا يشاركون في القتال.
meaning_clash = قتال بين أطراف مسلحة ليس أحدها مجرد هدف.
meaning_explosive = ألغام وعبوات على الطرق وقصف وهجمات انتحارية.
meaning_air_strike = ضربات من طائرات ومسيّرات.
meaning_abduction = أشخاص اقتيدوا واحتُجزوا رغمًا عنهم.
meaning_siege_blockade = مدن أو طرق أو إمدادات قُطعت بقوة السلاح.
meaning_territory_change = ينتقل مكان من سيطرة طرف إلى آخر.
meaning_political = انقلابات وتحالفات وقطيعات وقرارات دول.
meaning_peacekeeping = بعثات وقوات أجنبية تصل أو تتبدل أو ترحل.
meaning_unrest = احتجاجات وأعمال شغب.
meaning_statement = بيانات تشكّل منعطفًا في الأحداث.
meaning_aggregate = حصائل فترة كما أعلنتها جهة ما، لا تُضاف إلى أي رقم.
meaning_other = أحداث لا تندرج في أي نوع آخر.

## Month by month

outlook_title = أسوأ أم أفضل أم على حاله
outlook_note = ما تقوله هيئة التحرير عن كل بلد مقارنة بالشهر السابق، وما يستند إليه ذلك.
rests_on = يستند إلى:

## Data

data_about = { $tally }، { $period }: كل رقم مع صاحبه، بصيغ الجداول والخرائط والبرامج وقواعد البيانات.
files = الملفات
how_to_use = كيفية استخدامها
data_use_claims = لا تُجمع الإفادات: فجهتان قد تحصيان القتلى أنفسهم. تمتد أعمدة القتلى في الحادث من أدنى إفادة إلى أعلاها في السطر نفسه؛ وفي claims.csv من قال ماذا. ولا يأخذ المجموع إلا الحوادث القابلة للعد (countable)، ويذكر كم منها بلا عدد.
data_use_places = لا ترد الحوادث المسحوبة في أي ملف. تُذكر التواريخ والأماكن مع درجة دقتها، ولا نقطة على الخريطة لحادث لا يُعرف إلا بلده.
data_licence = رخصة سجلات هذا الموقع:
data_parts = بيانات جهات أخرى فيها
columns_of = أعمدة
column = العمود
meaning = المعنى
hxl_tag = وسم HXL
data_set_name = { $site }: الحوادث والإفادات
data_cutoff = البيانات حتى { $date }
file_incidents_csv = الحوادث (CSV)
file_incidents_csv_about = سطر لكل حادث، لبرامج الجداول؛ وفي السطر الثاني وسوم HXL
file_claims_csv = الإفادات (CSV)
file_claims_csv_about = سطر لكل إفادة: كل رقم مع صاحبه؛ وفي السطر الثاني وسوم HXL
file_incidents_geojson = طبقة خريطة (GeoJSON)
file_incidents_geojson_about = نقطة لكل حادث، لبرامج QGIS وLeaflet وغيرها؛ ولا نقطة لما لا يُعرف إلا بلده
file_incidents_json = كل شيء (JSON)
file_incidents_json_about = الحوادث بجميع إفاداتها وما تذكره من أطراف وأماكن ومصادر، للبرامج
file_incidents_jsonl = الحوادث (JSON Lines)
file_incidents_jsonl_about = حادث في كل سطر بجميع إفاداته، للتدفقات ودفاتر الحساب
file_incidents_sqlite = قاعدة بيانات (SQLite)
file_incidents_sqlite_about = الحوادث والإفادات والأطراف والأماكن والمصادر جداولَ قابلة للربط مع طرق عرض؛ تُفتح في Datasette
file_incidents_ics = تقويم (iCalendar)
file_incidents_ics_about = حدث ليوم كامل لكل حادث، على امتداد الأيام التي قد يعنيها تاريخه
file_incidents_schema_json = مخطط JSON
file_incidents_schema_json_about = معنى كل حقل في incidents.json (JSON Schema)؛ وكل سطر في incidents.jsonl هو Incident منه
file_datapackage_json = حزمة بيانات
file_datapackage_json_about = أعمدة الجداول وأحجامها، للبرامج (Frictionless Data Package)

## Pages that are always there

not_found_title = لا توجد صفحة هنا
not_found_about = لعل العنوان كُتب خطأ أو لم تكن الصفحة هنا قط. الصفحات المنقولة تحيلك من تلقاء نفسها، والمسحوبة تحتفظ بعنوانها وتذكر السبب.
moved_to = نُقلت: { $title }
page_moved = نُقلت هذه الصفحة
verify_title = تحقق من هذا الموقع
verify_about = كيف تتأكد من أن هذا الموقع هو ما نشرته هيئة تحريره.
verify_why = يمكن نسخ الموقع وتغييره ممن يستضيفه أو ممن ينتحله. يحمل كل إصدار من هذا الموقع قائمة بملفاته مع بصمات SHA-256 وتوقيعًا على تلك القائمة. ومن لديه المفتاح أدناه يستطيع أن يعرف هل الصفحة، أينما وُجدت، هي التي نُشرت.
verify_key = المفتاح
verify_key_note = قارنه بالمفتاح الذي تعطيه هيئة التحرير في مكان آخر: مطبوعًا أو على موقع آخر أو هاتفيًا. فالمفتاح الذي لا يوجد إلا بجانب ما يوقّعه لا يثبت الكثير.
verify_steps = ما العمل
verify_get = احصل على
verify_and = و
verify_from = من
verify_signature = تحقق من التوقيع بواسطة
verify_files = تحقق من الملفات التي لديك في مجلد مرتب كترتيب الموقع:
verify_last = قد يغيّر المتصفح الصفحة عند حفظها؛ فاجلب الملف نفسه، مثلًا بواسطة

## Copies of a story

copy_exact = النص نفسه
copy_truncated = نسخة أقصر
copy_edited = نسخة محررة
copy_declared = ضمّها المحرر
copy_linked = نسخة من التقرير نفسه

## Charts of tolls

figures = الأرقام
figures_of = الأرقام، { $period }
figures_about = { $tally }. إحصاء لما سُجّل هنا: مختارات انتُقيت لمصادرها لا تعداد شامل.
figures_of_year = أرقام { $year }
year_by_year = سنة بسنة
incidents_behind_figures = الحوادث وراءها
all_figures = جميع الأرقام
all_of_on_timeline = كل ما في { $period } في التسلسل الزمني
on_timeline = { $period } في التسلسل الزمني
map_of = الخريطة: { $period }
map_of_link = خريطة { $period }
by_type_of_event = بحسب نوع الحدث، { $period }
by_country = بحسب البلد، { $period }
by_type_note = لكل حادث نوع واحد. والحصائل مدَيات كما أعلاه، ولا تضيف إليها الحوادث التي بلا عدد شيئًا.
by_country_note = يَرِد الحادث العابر للحدود تحت كل بلد من بلدانه، ولذلك يزيد مجموع هذه الأسطر على الكل.
tolls_by_year = القتلى في الحوادث المسجلة هنا، بحسب السنة، { $period }
tolls_by_month = القتلى في الحوادث المسجلة هنا، بحسب الشهر، { $year }
tolls_note = المصمت: أقل عدد للقتلى إن صحت أدنى إفادة قائمة في كل حادث. والمفرغ: حتى الأكثر. يُحتسب لكل حادث سطر واحد من الإفادات: المُبرَز منها، وإلا فما يخص الجميع، وإلا فالفئة الأكثر قتلى. أما الفئات المحسوبة على حدة فعلى صفحة الحادث ولا تدخل في أي مجموع. ويُعد الحادث وأجزاؤه مرة واحدة، ولا تدخل الحصائل الإجمالية ولا المحطات، ولا تضيف الحوادث التي بلا عدد شيئًا.
tolls_lowest = مجموع أدنى الإفادات القائمة
tolls_highest = مجموع أعلى الإفادات القائمة
tolls_foot = الأرقام أسفل الرسم: حوادث بلا عدد
killed_lowest_highest = القتلى، من الأدنى إلى الأعلى
without_a_number = بلا عدد
tolls_source = المصدر: إفادات صفحات الحوادث، كل منها مع صاحبها وحيث قُرئت.
tolls_source_until = المصدر: إفادات صفحات الحوادث، كل منها مع صاحبها وحيث قُرئت؛ البيانات حتى { $date }.
range_killed = القتلى { $range }
n_without_number = { $n } بلا عدد
all_with_number = جميعها بعدد.
some_of_them_without = منها { $n } بلا عدد.

## The words of the format

entry_kind_incident = حادث
entry_kind_milestone = محطة
event_type_attack_on_forces = هجوم على القوات
event_type_attack_on_civilians = هجوم على المدنيين
event_type_clash = اشتباك
event_type_explosive = عبوة ناسفة
event_type_air_strike = غارة جوية
event_type_abduction = اختطاف
event_type_siege_blockade = حصار أو إغلاق
event_type_territory_change = تغيّر السيطرة
event_type_political = حدث سياسي
event_type_peacekeeping = حفظ السلام والقوات الأجنبية
event_type_unrest = اضطرابات
event_type_statement = بيان
event_type_aggregate = حصيلة إجمالية
event_type_other = حدث آخر
date_precision_day = باليوم
date_precision_range = على مدى أيام
date_precision_week = خلال الأسبوع
date_precision_month = خلال الشهر
date_precision_year = خلال السنة
place_precision_exact = المكان بعينه
place_precision_near = بالقرب من المكان
place_precision_adm2 = إقليم
place_precision_adm1 = منطقة
place_precision_area = نطاق أوسع
place_precision_country = بلد
place_precision_sea = في البحر
role_perpetrator = الفاعل
role_alleged_perpetrator = الفاعل المزعوم
role_target = الهدف
role_defender = المدافع
role_claimant = المتبنّي
role_party = طرف
role_mediator = الوسيط
measure_killed = القتلى
measure_wounded = الجرحى
measure_captured = الأسرى
measure_abducted = المختطفون
measure_arrested = الموقوفون
measure_displaced = النازحون
measure_casualties = الخسائر البشرية
measure_responsibility = المسؤولية
measure_control = السيطرة
measure_material = الخسائر المادية
measure_date = التاريخ
measure_place = المكان
measure_identity = الهوية
claim_status_confirmed = مؤكد
claim_status_reported = مُبلَّغ عنه
claim_status_claimed = مُدّعى
claim_status_disputed = محل خلاف
claim_status_denied = منفي
claim_status_no_comment = لا تعليق
claim_status_retracted = متراجَع عنه
claim_status_superseded = مُستبدَل
actor_kind_state_force = قوة نظامية
actor_kind_armed_group = جماعة مسلحة
actor_kind_militia = ميليشيا
actor_kind_foreign_force = قوة أجنبية
actor_kind_peacekeepers = قوة حفظ سلام
actor_kind_government = حكومة
actor_kind_igo = منظمة حكومية دولية
actor_kind_civilians = مدنيون
actor_kind_reporter = جهة ناقلة
source_type_news = صحافة
source_type_ngo = منظمة غير حكومية
source_type_igo = منظمة حكومية دولية
source_type_government = حكومة
source_type_dataset = مجموعة بيانات
source_type_encyclopedia = موسوعة
source_type_analysis = تحليل
source_type_social = تواصل اجتماعي
outlook_arrow_worse = أسوأ
outlook_arrow_better = أفضل
outlook_arrow_same = على حاله
qualifier_exactly = بالضبط
qualifier_at_least = على الأقل
qualifier_more_than = أكثر من
qualifier_about = نحو
qualifier_up_to = ما يصل إلى
qualifier_dozens = العشرات
qualifier_hundreds = المئات
qualifier_unspecified = عدد غير محدد

## The search

search = بحث
search_about = بكلمات العناوين والمقدّمات والأسماء والأماكن والتواريخ. ما تبحث عنه يبقى في متصفّحك.
search_found = عدد النتائج: { $n }
search_none = لا نتائج. جرّب كتابة أخرى أو كلمات أقلّ.
search_failed = تعذّر تحميل قوائم البحث؛ حاول مرة أخرى.
search_lists = أو تصفّح القوائم
