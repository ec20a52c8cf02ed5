# The words of pages, in English. A site may bring `templates/words/en.ftl` of its own with the messages it
# would word otherwise; names of event types, statuses and the like may stand there too, as in `fr.ftl`.


## The frame of every page

skip_to_content = Skip to content
skip_to_entries = Skip to the entries
main_navigation = Main
languages = Languages
only_front_page = (front page)
breadcrumb = Breadcrumb
about_this_site = About this site
atom_feed = Atom feed
contact = Contact
footer_figures = Figures stand beside whoever gave them, and those about one incident are never added.
how_we_count = How we count
how_figures_are_handled = How figures are handled
colon = :
comma = ,
semicolon = ;
table = table
page_n = { $heading }, page { $n }
page_n_of = Page { $n } of { $last }
pages = Pages
arrow_previous = ←
arrow_next = →
arrow_worse = ↘
arrow_better = ↗
arrow_same = →
text_in = in { $language }

## The main sections

front_page = Front page
timeline = Timeline
stories = Stories
countries = Countries
actors = Actors
data = Data
corrections = Corrections
subjects = Subjects
verify = Verify
incidents = Incidents
milestones = Milestones
sources = Sources

## Counts

incidents_counted = { $n ->
    [one] 1 incident
   *[other] { $n } incidents
}
milestones_counted = { $n ->
    [one] 1 milestone
   *[other] { $n } milestones
}
totals_counted = { $n ->
    [one] 1 running total
   *[other] { $n } running totals
}
entries_counted = { $n ->
    [one] 1 entry
   *[other] { $n } entries
}
stories_counted = { $n ->
    [one] 1 story
   *[other] { $n } stories
}
claims_counted = { $n ->
    [one] 1 claim
   *[other] { $n } claims
}
speakers_counted = { $n ->
    [one] 1 speaker
   *[other] { $n } speakers
}
sources_counted = { $n ->
    [one] 1 source
   *[other] { $n } sources
}
versions_counted = { $n ->
    [one] 1 version
   *[other] { $n } versions
}
bytes = { $n ->
    [one] 1 byte
   *[other] { $n } bytes
}
kilobytes = { $n } kB
megabytes = { $n } MB
decimal_sign = {"."}
weight = { $n } KB

## Dates

first_of_month = 1
in_date = in { $date }
week_of = week of { $date }
all_that_stands = all that stands
from_to = { $first } to { $last }
moment = { $date }, { $hour }:{ $minute } { $zone }
local_time = { $time } local time
month_not_known_of = { $year }, month not known
over_days = { $n ->
    [one] over 1 day
   *[other] over { $n } days
}
day_not_known = day not known
month_not_known = month not known
known_days = first known day { $first }, last known day { $last }
possible_days = first possible day { $first }, last possible day { $last }

## Lists and quotations

list_and = { $first } and { $last }
quote = “{ $text }”
quote_cut = “{ $text } …”

## Figures

figure_of = { $figure } { $lower }
figure_best = { $low } to { $high }, best estimate { $best }
figure_and_at_least = { $n }, at least { $other }
figure_and_at_most = { $n }, at most { $other }
figure_noted = { $figure } ({ $note })
qualified = { $how ->
    [exactly] { $figure }
    [at_least] at least { $figure }
    [more_than] more than { $figure }
    [about] about { $figure }
    [up_to] up to { $figure }
   *[other] { $figure } or more
}
counted_killed = { $who ->
    [soldiers] Soldiers killed
    [police] Police killed
    [militia] Militia members killed
    [fighters] Fighters killed
    [peacekeepers] Peacekeepers killed
    [foreign_forces] Foreign forces killed
    [attackers] Attackers killed
    [civilians] Civilians killed
    [children] Children killed
    [suspects] Suspects killed
   *[other] People killed
}
counted_wounded = { $who ->
    [soldiers] Soldiers wounded
    [police] Police wounded
    [militia] Militia members wounded
    [fighters] Fighters wounded
    [peacekeepers] Peacekeepers wounded
    [foreign_forces] Foreign forces wounded
    [attackers] Attackers wounded
    [civilians] Civilians wounded
    [children] Children wounded
    [suspects] Suspects wounded
   *[other] People wounded
}
counted_captured = { $who ->
    [soldiers] Soldiers captured
    [police] Police captured
    [militia] Militia members captured
    [fighters] Fighters captured
    [peacekeepers] Peacekeepers captured
    [foreign_forces] Foreign forces captured
    [attackers] Attackers captured
    [civilians] Civilians captured
    [children] Children captured
    [suspects] Suspects captured
   *[other] People captured
}
counted_abducted = { $who ->
    [soldiers] Soldiers abducted
    [police] Police abducted
    [militia] Militia members abducted
    [fighters] Fighters abducted
    [peacekeepers] Peacekeepers abducted
    [foreign_forces] Foreign forces abducted
    [attackers] Attackers abducted
    [civilians] Civilians abducted
    [children] Children abducted
    [suspects] Suspects abducted
   *[other] People abducted
}
counted_casualties = { $who ->
    [soldiers] Soldiers killed, wounded, missing or captured
    [police] Police killed, wounded, missing or captured
    [militia] Militia members killed, wounded, missing or captured
    [fighters] Fighters killed, wounded, missing or captured
    [peacekeepers] Peacekeepers killed, wounded, missing or captured
    [foreign_forces] Foreign forces killed, wounded, missing or captured
    [attackers] Attackers killed, wounded, missing or captured
    [civilians] Civilians killed, wounded, missing or captured
    [children] Children killed, wounded, missing or captured
    [suspects] Suspects killed, wounded, missing or captured
   *[other] People killed, wounded, missing or captured
}
counted_arrested = { $who ->
    [soldiers] Soldiers arrested
    [police] Police arrested
    [militia] Militia members arrested
    [fighters] Fighters arrested
    [peacekeepers] Peacekeepers arrested
    [foreign_forces] Foreign forces arrested
    [attackers] Attackers arrested
    [civilians] Civilians arrested
    [children] Children arrested
    [suspects] Suspects arrested
   *[other] People arrested
}
counted_displaced = { $who ->
    [soldiers] Soldiers displaced
    [police] Police displaced
    [militia] Militia members displaced
    [fighters] Fighters displaced
    [peacekeepers] Peacekeepers displaced
    [foreign_forces] Foreign forces displaced
    [attackers] Attackers displaced
    [civilians] Civilians displaced
    [children] Children displaced
    [suspects] Suspects displaced
   *[other] People displaced
}

## Cards

milestone_lead = Milestone:
story_lead = Story:
stories_lead = Stories:
more_claims = { $n ->
    [one] and 1 more claim on its page
   *[other] and { $n } more claims on its page
}
under_review = Under review: what stands here may change.
total_notice = A running total. It is not added to anything.
withdrawn = Withdrawn.
withdrawn_on = Withdrawn on { $date }: { $reason }

## The front page

updated = Updated
data_to = Data to
key_takeaways = Key takeaways
at_a_glance = At a glance
map = Map
latest_incidents = Latest incidents
all_on_a_map = All on a map
all_incidents = All incidents on the timeline
latest_stories = Latest stories
all_stories = All stories
all_corrections = All corrections
all_countries = All countries
all_actors = All actors
actors_named_most = Actors named most
incidents_recorded = Incidents recorded here, { $period }
and_milestones = and { $milestones }
killed_in_these = Killed in these incidents
claims_kept = Claims kept with their speakers
by_speakers = by { $speakers }
who_speaks = Who speaks

## The timeline

jump_to_month = Jump to a month
months = Months
years = Years
order = Order
latest_entry = Latest entry
newest_first = Newest first
oldest_first = Oldest first
newer = Newer
older = Older
go_on = Go on
all_of = All of { $period }
timeline_of = Timeline: { $name }
timeline_about = { $tally }, { $period }. Every figure stands beside whoever gave it.
timeline_newest_about = { $tally }, newest first. Every figure stands beside whoever gave it.
timeline_empty_about = Incidents and milestones.
tally_in = { $tally } in { $period }.
incidents_of = { $incidents } of { $period }
no_incident_of = No incident of { $period } is recorded.
no_incident = No incident here yet.
show_only = Show only (all years)
show_only_hint = Show only a country, year, type or actor
show_more = Show more
country = Country
year = Year
month = Month
type = Type
actor = Actor

## The filter in place

filter_title = Filter
any = any
a_claim_is = A claim is
killed_at_least = Killed, at least
search_words = Words
filter_all = Search all { $total } (loads up to { $weight })
show = Show
clear = Clear
filter_here = { $n } of { $of } entries on this page
filter_everywhere = { $n } of { $of } entries of all pages
filter_failed = The other pages' entries could not be loaded; these are this page's.
filter_folder = This page was opened from a folder, where a browser loads no other file: only its own entries are filtered.

## Charts

by_year = Incidents by year, { $period }
by_month = Incidents by month, { $year }
chart_note = These bars count entries of this site, not every event. Running totals and withdrawn entries are left out.
chart_undated = { $n ->
    [one] 1 entry of this year without a month.
   *[other] { $n } entries of this year without a month.
}
chart_milestones = milestones, not counted in the bars
same_figures_as_table = The same figures as a table
no_number_killed = no number killed
group_forces = attacks on forces
group_civilians = attacks on civilians, abductions
group_clash = clashes, explosions, air strikes
group_territory = territory, sieges, peacekeeping
group_political = politics, unrest, statements
group_other = other

## Maps

map_of_incidents = Map of incidents
skip_map = Skip the marks of the map
zoom = Zoom of the map
zoom_in = Zoom in
zoom_out = Zoom out
zoom_whole = Whole map
map_scrolls = Move the map sideways to see the rest of it.
map_sizes = Marks grow with the number of people killed; a hollow mark has no number.
map_stacks = A number counts several incidents; their mark leads to a list.
map_rings = Soft ring: only the district or region is known.
same_as_table = The same as a table
incidents_by_place = Incidents by place
last_changed = Last changed
as_recorded = as this site records it; no claim of responsibility is known
place = Place
what_happened = What happened
latest = Latest
when = When
killed_lowest_to_highest = Killed, lowest to highest standing claim
map_note = Marks that would cover one another stand a little apart. Boundaries and names on the map do not imply endorsement. Map data: Natural Earth.
locator_note = Boundaries do not imply endorsement. Map data: Natural Earth.
map_where = Where: { $tally }, { $period }
and_earlier = and { $n } earlier
no_number = no number
some_without_number = { $figure }; { $n } without a number
and_others = { $n ->
    [one] and 1 other
   *[other] and { $n } others
}
no_one_place = { $country }, no one place:
several_countries = Several countries:
beyond_the_edge = Beyond the edge of this map:
known_to_only = Known to the { $precision } only.
place_and_near = { $n ->
    [one] { $name } and 1 place near it
   *[other] { $name } and { $n } places near it
}
one_forces = attack on forces
one_civilians = attack on civilians
one_clash = clash, bomb or air strike
one_political = political event
one_territory = siege, change of territory or peacekeeping
one_other = other event
many_forces = { $n ->
    [one] 1 attack on forces
   *[other] { $n } attacks on forces
}
many_civilians = { $n ->
    [one] 1 attack on civilians
   *[other] { $n } attacks on civilians
}
many_clash = { $n ->
    [one] 1 clash, bomb or air strike
   *[other] { $n } clashes, bombs or air strikes
}
many_political = { $n ->
    [one] 1 political event
   *[other] { $n } political events
}
many_territory = { $n ->
    [one] 1 siege, change of territory or peacekeeping
   *[other] { $n } sieges, changes of territory or peacekeeping
}
many_other = { $n ->
    [one] 1 other event
   *[other] { $n } other events
}
north = { $degrees }° N
south = { $degrees }° S
east = { $degrees }° E
west = { $degrees }° W

## Incidents

standing_title = What stands, and on whose word
known = Known
reported = Reported
claimed = Claimed
disputed = Disputed
not_known = Not known
claims_responsibility = Claims responsibility
denies_responsibility = Denies responsibility
who_denied = { $name }, denied
who_retracted = { $name }, retracted
who_disputed = { $name }, disputed
no_comment_on = { $measure }: no comment
how_many_not_known = How many were killed: no number is recorded
who_not_known = Who did it: no record names anyone
responsibility_not_known = Responsibility: no claim of it is recorded
claims = Claims
claims_note = Claims about one thing are never added together. A range leaves out figures that were superseded, retracted or denied.
table_of_claims = Table of claims
speaker = Speaker
figure_or_statement = Figure or statement
status = Status
said_on = Said on
read_in = Read in
credibility = credibility { $n } of 6
superseded_by = by
not_recorded = date not recorded
a_later_claim = a later claim
source_n = source { $n }: { $name }
party_to_the_conflict = party to the conflict
counts_dyad = counts { $dyad }
in_the_record = in the record { $record }
recorded_by = recorded by { $by }
perhaps_title = Probably the same incident
perhaps_note = Recorded apart, and not joined until an editor decides. Totals count both.
covers_title = Covers these incidents
covers_note = Totals take the larger of this and of these together, never both.
covered_by_title = Also within
stories_about_this = Stories about this
before_and_after = Before and after
before = before
after = after
just_before_and_after = Just before and after
also_at = Also at { $name }
also_of = Also { $name }
read_beside_this = Read beside this
records_behind = Records behind this page
why_one_incident = Why these records are one incident
in_other_languages = In other languages
facts = Facts
date = Date
position = Position
coordinates_from = coordinates: { $source }
part_of = Part of
in_data_set = In { $name }
note = Note
record = Record
region = Region
district = District
also_written = Also written
also_known_as = Also known as
includes = Includes
active = Active
since = since { $date }
until = until { $date }

## Changes and sources

changes_title = Updates and corrections
correction_on = Correction,
update_on = Update,
correction_lead = Correction:
update_lead = Update:
correction_was = was
correction_now = , is now
correction_told = Correction, { $date }: { $field } was “{ $was }”, is now “{ $now }”.
correction_told_plain = Correction, { $date }: was “{ $was }”, is now “{ $now }”.
update_told = Update, { $date }: { $text }
archived_copy = archived copy
source_published = published { $date }
source_read = read { $date }
source_published_in = published { $date }
source_read_in = read { $date }
reliability = reliability { $grade } ({ $grade ->
    [A] completely reliable
    [B] usually reliable
    [C] fairly reliable
    [D] not usually reliable
    [E] unreliable
   *[F] cannot be judged
 })
corrections_about = Every correction and every later addition, newest first. The page itself shows them too.
no_corrections = Nothing has been corrected yet.
a_story = story
an_incident = incident

## Citations

cite_title = Cite this page
cite_forms = For BibTeX and reference managers
cite_cutoff = data to { $date }
title_and_date = { $title } ({ $date })
for_editors = For editors: how to undo it
cite_on = on { $date }

## Stories

also_in = Also in
key_points = Key points
key_facts = Key facts
also_published_by = Also published by
another_copy = Another copy
contains = Contains
told_in_roundup = Told also in the roundup
related_stories = Related stories
topics = Topics
folded_title = { $n ->
    [one] What was folded to make this page (1 decision)
   *[other] What was folded to make this page ({ $n } decisions)
}
only_there = Only there: { $quote }
share_above = { $kind }; { $percent } % of its words stand in the text above
figure_there = { $figure } there ({ $date })
figure_here = { $figure } here ({ $date })
figure_changed = { $first } → { $then }: { $quote }
stories_about = { $stories }, newest first.

## Lists

list_about = { $name }: { $holds }.
actor_about = { $name }. { $kind }: { $holds }.
month_by_month = Month by month
all_on_timeline = All { $entries } on the timeline
same_on_timeline = The same on the timeline
by_name = By name
countries_about = Where the incidents and stories of this site lie.
subjects_about = Words that stories and incidents are filed under.
actors_about = Everyone who fights, governs, counts or reports in the records of this site.
subject = Subject
type_of_event = Type of event
recorded_here = Recorded here
total_basis = { $n ->
    [one] lowest and highest standing claim of 1 incident, one group of people each
   *[other] lowest and highest standing claim of { $n } incidents, one group of people each
}
total_left_out = { $n ->
    [one] { $basis }; 1 more gives no number
   *[other] { $basis }; { $n } more give no number
}
kinds_state_force = State forces
kinds_armed_group = Armed groups
kinds_militia = Militias
kinds_foreign_force = Foreign forces
kinds_peacekeepers = Peacekeepers
kinds_government = Governments
kinds_igo = Intergovernmental organisations
kinds_civilians = Civilians
kinds_reporter = Those who report and count
meaning_attack_on_forces = Attacks on soldiers, police, militias allied to a state, peacekeepers, or their posts and convoys.
meaning_attack_on_civilians = Violence that was aimed at people who take no part in the fighting.
meaning_clash = Fighting between armed sides in which neither is only the target.
meaning_explosive = Mines, roadside bombs, shelling and suicide attacks.
meaning_air_strike = Strikes from aircraft and drones.
meaning_abduction = People taken and held against their will.
meaning_siege_blockade = Towns, roads or supplies cut off by armed force.
meaning_territory_change = A place passes from the control of one side to another.
meaning_political = Coups, alliances, breaks and decisions of state.
meaning_peacekeeping = Missions and foreign forces that come, change or leave.
meaning_unrest = Protests and riots.
meaning_statement = Statements that mark a turn in events.
meaning_aggregate = Totals over a period as somebody gave them. They are never added to anything.
meaning_other = Events that fit no other type.

## Month by month

outlook_title = Worse, better or the same
outlook_note = What the editors say of each country beside the month before, and what that rests on.
rests_on = Rests on:

## Data

data_about = { $tally }, { $period }: every figure with who gives it, in the formats of spreadsheets, maps, programs and data bases.
files = Files
how_to_use = How to use them
data_use_claims = Claims are never added up: two speakers count the same dead. The killed columns of an incident run from the least to the most of one line of claims; take claims.csv to see who says what. A total takes only incidents that are “countable”, and says how many give no number.
data_use_places = Withdrawn incidents are in no file. Dates and places come with how finely they are known; an incident known only to its country has no point on the map.
data_licence = Licence of this site’s own records:
data_parts = Data of others in them
columns_of = Columns of
column = Column
meaning = Meaning
hxl_tag = HXL tag
data_set_name = { $site }: incidents and claims
data_cutoff = data up to { $date }
file_incidents_csv = Incidents (CSV)
file_incidents_csv_about = One row an incident, for spreadsheets; the second row holds HXL tags
file_claims_csv = Claims (CSV)
file_claims_csv_about = One row a claim: every figure with who says it; the second row holds HXL tags
file_incidents_geojson = Map layer (GeoJSON)
file_incidents_geojson_about = One point an incident, for QGIS, Leaflet and other maps; incidents known only to a country have no point
file_incidents_json = Everything (JSON)
file_incidents_json_about = Incidents with all their claims, and the actors, places and sources they name, for programs
file_incidents_jsonl = Incidents (JSON Lines)
file_incidents_jsonl_about = One incident a line with all its claims, for streams and notebooks
file_incidents_sqlite = Data base (SQLite)
file_incidents_sqlite_about = Incidents, claims, actors, places and sources as tables that can be joined, with views; opens in Datasette
file_incidents_ics = Calendar (iCalendar)
file_incidents_ics_about = One all-day event an incident, over all the days its date can mean
file_incidents_schema_json = Schema of the JSON
file_incidents_schema_json_about = What each field of incidents.json means (JSON Schema); a line of incidents.jsonl is an Incident of it
file_datapackage_json = Data package
file_datapackage_json_about = The columns of the tables and their sizes, for programs (Frictionless Data Package)

## Pages that are always there

not_found_title = There is no page here
not_found_about = The address may be misspelt, or the page was never here. Pages that moved send you on by themselves; pages that were withdrawn keep their address and give the reason.
moved_to = Moved: { $title }
page_moved = This page has moved
verify_title = Verify this site
verify_about = How to see that this site is what its desk published.
verify_why = A site can be copied and changed, by whoever serves it or by somebody who looks like it. Each release of this one carries a list of its files with their SHA-256 hashes, and a signature over that list. Who has the key below can tell whether a page, wherever it was found, is the one that was published.
verify_key = The key
verify_key_note = Compare it with the key that the desk gives elsewhere: in print, on another site, by telephone. A key that is only found beside what it signs proves little.
verify_steps = What to do
verify_get = Get
verify_and = and
verify_from = from
verify_signature = Check the signature with
verify_files = Check the files that you have, in a folder laid out as the site is:
verify_last = A page saved by a browser may have been changed by it; fetch the file itself, for example with

## Copies of a story

copy_exact = the same text
copy_truncated = a shorter version
copy_edited = an edited version
copy_declared = joined by the editor
copy_linked = a version of the same story

## Charts of tolls

figures = Figures
figures_of = Figures, { $period }
figures_about = { $tally }. What is recorded here, counted; a selection made for its sources, not a census.
figures_of_year = Figures of { $year }
year_by_year = Year by year
incidents_behind_figures = The incidents behind them
all_figures = All figures
all_of_on_timeline = All of { $period } on the timeline
on_timeline = { $period } on the timeline
map_of = Map: { $period }
map_of_link = Map of { $period }
by_type_of_event = By type of event, { $period }
by_country = By country, { $period }
by_type_note = An incident has one type. The tolls are ranges, as above; incidents without a number add nothing to them.
by_country_note = An incident that reaches over a border stands under each of its countries, so that these rows add up to more than the whole.
tolls_by_year = Killed in the incidents recorded here, by year, { $period }
tolls_by_month = Killed in the incidents recorded here, by month, { $year }
tolls_note = Solid: the least, if the lowest standing claim of every incident is right. Outlined: up to the most. Of each incident one line of claims counts: its headline, else that about everyone, else the group with most dead. Groups counted apart from it stand on the incident’s page and in no total. An incident and its parts count once, running totals and milestones stay out, and incidents without a number add nothing.
tolls_lowest = lowest standing claims, added
tolls_highest = highest standing claims, added
tolls_foot = numbers at the foot: incidents without a number
killed_lowest_highest = Killed, lowest to highest
without_a_number = Without a number
tolls_source = Source: the claims on the incidents’ own pages, each with its speaker and where it was read.
tolls_source_until = Source: the claims on the incidents’ own pages, each with its speaker and where it was read, data to { $date }.
range_killed = { $range } killed
n_without_number = { $n } without a number
all_with_number = every one with a number.
some_of_them_without = { $n } of them without a number.

## The search

search = Search
search_about = By the words of titles, standfirsts, names, places and dates. What you look for stays in your browser.
search_found = Found: { $n }
search_none = Nothing found. Try another spelling, or fewer words.
search_failed = The lists of the search could not be loaded; try again.
search_lists = Or go by lists
