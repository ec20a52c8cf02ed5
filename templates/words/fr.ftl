# Les mots des pages, en français. Les espaces insécables devant : ; ? ! et dans les guillemets sont posés tout seuls.


## The frame of every page

skip_to_content = Aller au contenu
skip_to_entries = Aller aux entrées
main_navigation = Principale
languages = Langues
only_front_page = (accueil)
breadcrumb = Fil d’Ariane
about_this_site = À propos de ce site
atom_feed = Flux Atom
contact = Contact
footer_figures = Chaque chiffre figure à côté de celui qui le donne. Sur un même incident, on ne les additionne jamais.
how_we_count = Comment nous comptons
how_figures_are_handled = Comment les chiffres sont traités
colon = {""} :
comma = ,
semicolon = {""} ;
table = tableau
page_n = { $heading }, page { $n }
page_n_of = Page { $n } sur { $last }
pages = Pages
arrow_previous = ←
arrow_next = →
arrow_worse = ↘
arrow_better = ↗
arrow_same = →
text_in = en { $language }

## The main sections

front_page = Accueil
timeline = Chronologie
stories = Articles
countries = Pays
actors = Acteurs
data = Données
corrections = Corrections
subjects = Thèmes
verify = Vérifier
incidents = Incidents
milestones = Jalons
sources = Sources

## Counts

incidents_counted = { $n ->
    [one] { $n } incident
   *[other] { $n } incidents
}
milestones_counted = { $n ->
    [one] { $n } jalon
   *[other] { $n } jalons
}
totals_counted = { $n ->
    [one] { $n } bilan cumulé
   *[other] { $n } bilans cumulés
}
entries_counted = { $n ->
    [one] { $n } entrée
   *[other] { $n } entrées
}
stories_counted = { $n ->
    [one] { $n } article
   *[other] { $n } articles
}
claims_counted = { $n ->
    [one] { $n } déclaration
   *[other] { $n } déclarations
}
speakers_counted = { $n ->
    [one] { $n } voix
   *[other] { $n } voix
}
sources_counted = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
versions_counted = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
bytes = { $n ->
    [one] { $n } octet
   *[other] { $n } octets
}
kilobytes = { $n } ko
megabytes = { $n } Mo
decimal_sign = ,
weight = { $n } Kio

## Dates

first_of_month = 1er
in_date = en { $date }
week_of = semaine du { $date }
all_that_stands = tout ce qui est retenu
from_to = { $first } à { $last }
moment = { $date } à { $hour } h { $minute } { $zone }
local_time = { $time }, heure locale
month_not_known_of = { $year }, mois inconnu
over_days = { $n ->
    [one] sur { $n } jour
   *[other] sur { $n } jours
}
day_not_known = jour inconnu
month_not_known = mois inconnu
known_days = premier jour connu : { $first } ; dernier jour connu : { $last }
possible_days = premier jour possible : { $first } ; dernier jour possible : { $last }

## Lists and quotations

list_and = { $first } et { $last }
quote = « { $text } »
quote_cut = « { $text } … »

## Figures

figure_of = { $measure } : { $figure }
figure_best = { $low } à { $high }, meilleure estimation { $best }
figure_and_at_least = { $n }, au moins { $other }
figure_and_at_most = { $n }, au plus { $other }
figure_noted = { $figure } ({ $note })
qualified = { $how ->
    [exactly] { $figure }
    [at_least] au moins { $figure }
    [more_than] plus de { $figure }
    [about] environ { $figure }
    [up_to] jusqu’à { $figure }
   *[other] { $figure } ou plus
}
counted_killed = { $who ->
    [soldiers] Soldats tués
    [police] Policiers tués
    [militia] Miliciens tués
    [fighters] Combattants tués
    [peacekeepers] Casques bleus tués
    [foreign_forces] Membres de forces étrangères tués
    [attackers] Assaillants tués
    [civilians] Civils tués
    [children] Enfants tués
    [suspects] Suspects tués
   *[other] Personnes tuées
}
counted_wounded = { $who ->
    [soldiers] Soldats blessés
    [police] Policiers blessés
    [militia] Miliciens blessés
    [fighters] Combattants blessés
    [peacekeepers] Casques bleus blessés
    [foreign_forces] Membres de forces étrangères blessés
    [attackers] Assaillants blessés
    [civilians] Civils blessés
    [children] Enfants blessés
    [suspects] Suspects blessés
   *[other] Personnes blessées
}
counted_captured = { $who ->
    [soldiers] Soldats capturés
    [police] Policiers capturés
    [militia] Miliciens capturés
    [fighters] Combattants capturés
    [peacekeepers] Casques bleus capturés
    [foreign_forces] Membres de forces étrangères capturés
    [attackers] Assaillants capturés
    [civilians] Civils capturés
    [children] Enfants capturés
    [suspects] Suspects capturés
   *[other] Personnes capturées
}
counted_abducted = { $who ->
    [soldiers] Soldats enlevés
    [police] Policiers enlevés
    [militia] Miliciens enlevés
    [fighters] Combattants enlevés
    [peacekeepers] Casques bleus enlevés
    [foreign_forces] Membres de forces étrangères enlevés
    [attackers] Assaillants enlevés
    [civilians] Civils enlevés
    [children] Enfants enlevés
    [suspects] Suspects enlevés
   *[other] Personnes enlevées
}
counted_casualties = { $who ->
    [soldiers] Soldats tués, blessés, disparus ou capturés
    [police] Policiers tués, blessés, disparus ou capturés
    [militia] Miliciens tués, blessés, disparus ou capturés
    [fighters] Combattants tués, blessés, disparus ou capturés
    [peacekeepers] Casques bleus tués, blessés, disparus ou capturés
    [foreign_forces] Forces étrangères tuées, blessées, disparues ou capturées
    [attackers] Assaillants tués, blessés, disparus ou capturés
    [civilians] Civils tués, blessés, disparus ou capturés
    [children] Enfants tués, blessés, disparus ou capturés
    [suspects] Suspects tués, blessés, disparus ou capturés
   *[other] Personnes tuées, blessées, disparues ou capturées
}
counted_arrested = { $who ->
    [soldiers] Soldats arrêtés
    [police] Policiers arrêtés
    [militia] Miliciens arrêtés
    [fighters] Combattants arrêtés
    [peacekeepers] Casques bleus arrêtés
    [foreign_forces] Membres de forces étrangères arrêtés
    [attackers] Assaillants arrêtés
    [civilians] Civils arrêtés
    [children] Enfants arrêtés
    [suspects] Suspects arrêtés
   *[other] Personnes arrêtées
}
counted_displaced = { $who ->
    [soldiers] Soldats déplacés
    [police] Policiers déplacés
    [militia] Miliciens déplacés
    [fighters] Combattants déplacés
    [peacekeepers] Casques bleus déplacés
    [foreign_forces] Membres de forces étrangères déplacés
    [attackers] Assaillants déplacés
    [civilians] Civils déplacés
    [children] Enfants déplacés
    [suspects] Suspects déplacés
   *[other] Personnes déplacées
}

## Cards

milestone_lead = Jalon :
story_lead = Article :
stories_lead = Articles :
more_claims = { $n ->
    [one] et { $n } autre déclaration sur sa page
   *[other] et { $n } autres déclarations sur sa page
}
under_review = En cours de vérification : ce qui figure ici peut changer.
total_notice = Un bilan cumulé, qui n’est additionné à rien.
withdrawn = Retiré.
withdrawn_on = Retiré le { $date } : { $reason }

## The front page

updated = Mis à jour le
data_to = Données jusqu’au
key_takeaways = L’essentiel
at_a_glance = En bref
map = Carte
latest_incidents = Derniers incidents
all_on_a_map = Tout sur une carte
all_incidents = Tous les incidents sur la chronologie
latest_stories = Derniers articles
all_stories = Tous les articles
all_corrections = Toutes les corrections
all_countries = Tous les pays
all_actors = Tous les acteurs
actors_named_most = Acteurs les plus cités
incidents_recorded = Incidents recensés ici, { $period }
and_milestones = et { $milestones }
killed_in_these = Tués dans ces incidents
claims_kept = Déclarations gardées avec leur voix
by_speakers = de { $speakers }
who_speaks = Qui parle

## The timeline

jump_to_month = Aller à un mois
months = Mois
years = Années
order = Ordre
latest_entry = Dernière entrée
newest_first = Du plus récent au plus ancien
oldest_first = Du plus ancien au plus récent
newer = Plus récents
older = Plus anciens
go_on = Continuer
all_of = Tout { $period }
timeline_of = Chronologie : { $name }
timeline_about = { $tally }, { $period }. Chaque chiffre figure à côté de celui qui le donne.
timeline_newest_about = { $tally }, du plus récent au plus ancien. Chaque chiffre figure à côté de celui qui le donne.
timeline_empty_about = Incidents et jalons.
tally_in = { $tally } en { $period }.
incidents_of = { $incidents } en { $period }
no_incident_of = Aucun incident n’est recensé en { $period }.
no_incident = Aucun incident ici pour l’instant.
show_only = Afficher seulement (toutes les années)
show_only_hint = N’afficher qu’un pays, une année, un type ou un acteur
show_more = Afficher la suite
country = Pays
year = Année
month = Mois
type = Type
actor = Acteur

## The filter in place

filter_title = Filtrer
any = tous
a_claim_is = Une déclaration est
killed_at_least = Tués, au moins
search_words = Mots
filter_all = Chercher dans tout ({ $total } ; jusqu’à { $weight } à charger)
show = Afficher
clear = Effacer
filter_here = { $n } entrées sur { $of } sur cette page
filter_everywhere = { $n } entrées sur { $of }, toutes pages confondues
filter_failed = Les entrées des autres pages n’ont pas pu être chargées ; voici celles de cette page.
filter_folder = Cette page a été ouverte depuis un dossier, d’où un navigateur ne charge aucun autre fichier : seules ses propres entrées sont filtrées.

## Charts

by_year = Incidents par année, { $period }
by_month = Incidents par mois, { $year }
chart_note = Ces barres comptent les entrées de ce site, non tous les événements. Les bilans cumulés et les entrées retirées n’y figurent pas.
chart_undated = { $n ->
    [one] { $n } entrée de cette année n’a pas de mois.
   *[other] { $n } entrées de cette année n’ont pas de mois.
}
chart_milestones = jalons, non comptés dans les barres
same_figures_as_table = Les mêmes chiffres en tableau
no_number_killed = sans nombre de tués
group_forces = attaques contre des forces
group_civilians = attaques contre des civils, enlèvements
group_clash = affrontements, explosions, frappes aériennes
group_territory = territoire, sièges, maintien de la paix
group_political = politique, troubles, déclarations
group_other = autres

## Maps

map_of_incidents = Carte des incidents
skip_map = Passer les repères de la carte
zoom = Zoom de la carte
zoom_in = Agrandir
zoom_out = Réduire
zoom_whole = Carte entière
map_scrolls = Faites glisser la carte pour en voir le reste.
map_sizes = La taille des repères suit le nombre de tués ; un repère évidé n’a pas de nombre.
map_stacks = Un nombre compte plusieurs incidents ; leur repère mène à une liste.
map_rings = Cercle estompé : seul le district ou la région est connu.
same_as_table = La même chose en tableau
incidents_by_place = Incidents par lieu
last_changed = Dernière modification
as_recorded = selon les données de ce site ; aucune revendication connue
place = Lieu
what_happened = Ce qui s’est passé
latest = Le plus récent
when = Quand
killed_lowest_to_highest = Tués, de la plus basse à la plus haute déclaration en vigueur
map_note = Les repères qui se couvriraient sont un peu écartés. Les frontières et les noms de la carte n’impliquent aucune approbation. Fond de carte : Natural Earth.
locator_note = Les frontières n’impliquent aucune approbation. Fond de carte : Natural Earth.
map_where = Où : { $tally }, { $period }
and_earlier = et { $n } plus anciens
no_number = aucun nombre
some_without_number = { $figure } ; { $n } sans nombre
and_others = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
}
no_one_place = { $country }, sans lieu précis :
several_countries = Plusieurs pays :
beyond_the_edge = Hors du cadre de cette carte :
known_to_only = Connu seulement à ce niveau : { $precision }.
place_and_near = { $n ->
    [one] { $name } et { $n } lieu voisin
   *[other] { $name } et { $n } lieux voisins
}
one_forces = attaque contre des forces
one_civilians = attaque contre des civils
one_clash = affrontement, bombe ou frappe aérienne
one_political = événement politique
one_territory = siège, changement de contrôle ou maintien de la paix
one_other = autre événement
many_forces = { $n ->
    [one] { $n } attaque contre des forces
   *[other] { $n } attaques contre des forces
}
many_civilians = { $n ->
    [one] { $n } attaque contre des civils
   *[other] { $n } attaques contre des civils
}
many_clash = { $n ->
    [one] { $n } affrontement, bombe ou frappe aérienne
   *[other] { $n } affrontements, bombes ou frappes aériennes
}
many_political = { $n ->
    [one] { $n } événement politique
   *[other] { $n } événements politiques
}
many_territory = { $n ->
    [one] { $n } siège, changement de contrôle ou maintien de la paix
   *[other] { $n } sièges, changements de contrôle ou maintiens de la paix
}
many_other = { $n ->
    [one] { $n } autre événement
   *[other] { $n } autres événements
}
north = { $degrees }° N
south = { $degrees }° S
east = { $degrees }° E
west = { $degrees }° O

## Incidents

standing_title = Ce qui est établi, et qui le dit
known = Établi
reported = Rapporté
claimed = Affirmé
disputed = Contesté
not_known = Inconnu
claims_responsibility = Revendique l’attaque
denies_responsibility = Nie toute responsabilité
who_denied = { $name }, démenti
who_retracted = { $name }, rétracté
who_disputed = { $name }, contesté
no_comment_on = { $measure } : sans commentaire
how_many_not_known = Combien de tués : aucun nombre n’est recensé
who_not_known = Qui l’a fait : aucune fiche ne nomme personne
responsibility_not_known = Responsabilité : aucune revendication n’est recensée
claims = Déclarations
claims_note = Les déclarations sur un même fait ne sont jamais additionnées. Une fourchette laisse de côté les chiffres remplacés, rétractés ou démentis.
table_of_claims = Tableau des déclarations
speaker = Qui le dit
figure_or_statement = Chiffre ou propos
status = Statut
said_on = Dit le
read_in = Lu dans
credibility = crédibilité { $n } sur 6
superseded_by = par
not_recorded = date non notée
a_later_claim = une déclaration ultérieure
source_n = source { $n } : { $name }
party_to_the_conflict = partie au conflit
counts_dyad = compte { $dyad }
in_the_record = dans la fiche { $record }
recorded_by = recensé par { $by }
perhaps_title = Probablement le même incident
perhaps_note = Recensés séparément et non réunis tant que la rédaction n’a pas tranché. Les totaux comptent les deux.
covers_title = Recouvre ces incidents
covers_note = Les totaux retiennent le plus grand des deux, celui-ci ou l’ensemble de ceux-là, jamais les deux.
covered_by_title = Compris aussi dans
stories_about_this = Articles à ce sujet
before_and_after = Avant et après
before = avant
after = après
just_before_and_after = Juste avant et après
also_at = Aussi à { $name }
also_of = Aussi { $name }
read_beside_this = À lire avec ceci
records_behind = Fiches derrière cette page
why_one_incident = Pourquoi ces fiches sont un seul incident
in_other_languages = Dans d’autres langues
facts = Données
date = Date
position = Coordonnées
coordinates_from = coordonnées : { $source }
part_of = Fait partie de
in_data_set = Dans { $name }
note = Note
record = Fiche
region = Région
district = District
also_written = Autres graphies
also_known_as = Aussi appelé
includes = Comprend
active = Actif
since = depuis { $date }
until = jusqu’à { $date }

## Changes and sources

changes_title = Mises à jour et corrections
correction_on = Correction du
update_on = Mise à jour du
correction_lead = Correction :
update_lead = Mise à jour :
correction_was = au lieu de
correction_now = , lire
correction_told = Correction du { $date } : { $field } au lieu de « { $was } », lire « { $now } ».
correction_told_plain = Correction du { $date } : au lieu de « { $was } », lire « { $now } ».
update_told = Mise à jour du { $date } : { $text }
archived_copy = copie archivée
source_published = publié le { $date }
source_read = consulté le { $date }
source_published_in = publié en { $date }
source_read_in = consulté en { $date }
reliability = fiabilité { $grade } ({ $grade ->
    [A] totalement fiable
    [B] habituellement fiable
    [C] assez fiable
    [D] pas toujours fiable
    [E] non fiable
   *[F] ne peut être jugée
 })
corrections_about = Toutes les corrections et tous les ajouts, du plus récent au plus ancien. La page concernée les montre aussi.
no_corrections = Rien n’a encore été corrigé.
a_story = article
an_incident = incident

## Citations

cite_title = Citer cette page
cite_forms = Pour BibTeX et les logiciels bibliographiques
cite_cutoff = données jusqu’au { $date }
title_and_date = { $title } ({ $date })
for_editors = Pour la rédaction : comment l’annuler
cite_on = sur le { $date }

## Stories

also_in = Aussi en
key_points = Points clés
key_facts = Faits essentiels
also_published_by = Aussi publié par
another_copy = Une autre copie
contains = Contient
told_in_roundup = Repris aussi dans le récapitulatif
related_stories = Articles liés
topics = Sujets
folded_title = { $n ->
    [one] Ce qui a été réuni pour faire cette page ({ $n } décision)
   *[other] Ce qui a été réuni pour faire cette page ({ $n } décisions)
}
only_there = Seulement là : { $quote }
share_above = { $kind } ; { $percent } % de ses mots figurent dans le texte ci-dessus
figure_there = { $figure } là-bas ({ $date })
figure_here = { $figure } ici ({ $date })
figure_changed = { $first } → { $then } : { $quote }
stories_about = { $stories }, du plus récent au plus ancien.

## Lists

list_about = { $name } : { $holds }.
actor_about = { $name }. { $kind } : { $holds }.
month_by_month = Mois par mois
all_on_timeline = Toutes les entrées sur la chronologie ({ $entries })
same_on_timeline = La même chose sur la chronologie
by_name = Par nom
countries_about = Où se situent les incidents et les articles de ce site.
subjects_about = Les mots sous lesquels articles et incidents sont classés.
actors_about = Tous ceux qui combattent, gouvernent, comptent ou rapportent dans les fiches de ce site.
subject = Thème
type_of_event = Type d’événement
recorded_here = Recensé ici
total_basis = { $n ->
    [one] plus basse et plus haute déclaration en vigueur de { $n } incident, un groupe de personnes chacun
   *[other] plus basse et plus haute déclaration en vigueur de { $n } incidents, un groupe de personnes chacun
}
total_left_out = { $n ->
    [one] { $basis } ; { $n } autre ne donne pas de nombre
   *[other] { $basis } ; { $n } autres ne donnent pas de nombre
}
kinds_state_force = Forces de l’État
kinds_armed_group = Groupes armés
kinds_militia = Milices
kinds_foreign_force = Forces étrangères
kinds_peacekeepers = Forces de maintien de la paix
kinds_government = Gouvernements
kinds_igo = Organisations intergouvernementales
kinds_civilians = Civils
kinds_reporter = Ceux qui rapportent et comptent
meaning_attack_on_forces = Attaques contre des soldats, des policiers, des milices alliées à un État, des casques bleus, ou contre leurs postes et leurs convois.
meaning_attack_on_civilians = Violences visant des personnes qui ne prennent pas part aux combats.
meaning_clash = Combats entre camps armés dont aucun n’est seulement la cible.
meaning_explosive = Mines, bombes en bord de route, tirs d’artillerie et attentats-suicides.
meaning_air_strike = Frappes d’avions et de drones.
meaning_abduction = Personnes emmenées et retenues contre leur gré.
meaning_siege_blockade = Villes, routes ou ravitaillement coupés par la force des armes.
meaning_territory_change = Un lieu passe du contrôle d’un camp à celui d’un autre.
meaning_political = Coups d’État, alliances, ruptures et décisions des pouvoirs.
meaning_peacekeeping = Missions et forces étrangères qui arrivent, changent ou partent.
meaning_unrest = Manifestations et émeutes.
meaning_statement = Déclarations qui marquent un tournant.
meaning_aggregate = Bilans d’une période tels que quelqu’un les a donnés. Ils ne sont jamais additionnés à quoi que ce soit.
meaning_other = Événements qui n’entrent dans aucun autre type.

## Month by month

outlook_title = Pire, mieux ou inchangé
outlook_note = Ce que la rédaction dit de chaque pays par rapport au mois précédent, et sur quoi elle s’appuie.
rests_on = S’appuie sur :

## Data

data_about = { $tally }, { $period } : chaque chiffre avec celui qui le donne, dans les formats des tableurs, des cartes, des programmes et des bases de données.
files = Fichiers
how_to_use = Comment les utiliser
data_use_claims = Les déclarations ne sont jamais additionnées : deux voix comptent les mêmes morts. Les colonnes des tués d’un incident vont du moins au plus d’une même ligne de déclarations ; prenez claims.csv pour voir qui dit quoi. Un total ne retient que les incidents « countable » et dit combien n’ont pas de nombre.
data_use_places = Les incidents retirés ne sont dans aucun fichier. Dates et lieux sont donnés avec leur précision ; un incident connu seulement au niveau du pays n’a pas de point sur la carte.
data_licence = Licence des fiches propres à ce site :
data_parts = Données d’autrui qu’ils contiennent
columns_of = Colonnes de
column = Colonne
meaning = Sens
hxl_tag = Étiquette HXL
data_set_name = { $site } : incidents et déclarations
data_cutoff = données jusqu’au { $date }
file_incidents_csv = Incidents (CSV)
file_incidents_csv_about = Une ligne par incident, pour les tableurs ; la deuxième ligne porte les étiquettes HXL
file_claims_csv = Déclarations (CSV)
file_claims_csv_about = Une ligne par déclaration : chaque chiffre avec celui qui le donne ; la deuxième ligne porte les étiquettes HXL
file_incidents_geojson = Couche cartographique (GeoJSON)
file_incidents_geojson_about = Un point par incident, pour QGIS, Leaflet et d’autres cartes ; les incidents connus seulement au niveau d’un pays n’ont pas de point
file_incidents_json = Tout (JSON)
file_incidents_json_about = Les incidents avec toutes leurs déclarations, et les acteurs, lieux et sources qu’ils nomment, pour les programmes
file_incidents_jsonl = Incidents (JSON Lines)
file_incidents_jsonl_about = Un incident par ligne avec toutes ses déclarations, pour les flux et les carnets de calcul
file_incidents_sqlite = Base de données (SQLite)
file_incidents_sqlite_about = Incidents, déclarations, acteurs, lieux et sources en tables à joindre, avec des vues ; s’ouvre dans Datasette
file_incidents_ics = Calendrier (iCalendar)
file_incidents_ics_about = Un événement d’une journée par incident, sur tous les jours que sa date peut désigner
file_incidents_schema_json = Schéma du JSON
file_incidents_schema_json_about = Ce que veut dire chaque champ d’incidents.json (JSON Schema) ; une ligne d’incidents.jsonl en est un « Incident »
file_datapackage_json = Paquet de données
file_datapackage_json_about = Les colonnes des tables et leurs tailles, pour les programmes (Frictionless Data Package)

## Pages that are always there

not_found_title = Il n’y a pas de page ici
not_found_about = L’adresse est peut-être mal écrite, ou la page n’a jamais été ici. Les pages déplacées vous renvoient d’elles-mêmes ; les pages retirées gardent leur adresse et en donnent la raison.
moved_to = Déplacé : { $title }
page_moved = Cette page a été déplacée
verify_title = Vérifier ce site
verify_about = Comment s’assurer que ce site est bien ce que sa rédaction a publié.
verify_why = Un site peut être copié et modifié, par qui l’héberge ou par qui l’imite. Chaque livraison de celui-ci porte la liste de ses fichiers avec leurs empreintes SHA-256, et une signature sur cette liste. Qui possède la clé ci-dessous peut dire si une page, où qu’elle ait été trouvée, est celle qui a été publiée.
verify_key = La clé
verify_key_note = Comparez-la à la clé que la rédaction donne ailleurs : sur papier, sur un autre site, par téléphone. Une clé que l’on ne trouve qu’à côté de ce qu’elle signe prouve peu.
verify_steps = Que faire
verify_get = Récupérez
verify_and = et
verify_from = depuis
verify_signature = Vérifiez la signature avec
verify_files = Vérifiez les fichiers que vous avez, dans un dossier disposé comme le site :
verify_last = Une page enregistrée par un navigateur a pu être modifiée par lui ; récupérez le fichier lui-même, par exemple avec

## Copies of a story

copy_exact = le même texte
copy_truncated = une version plus courte
copy_edited = une version remaniée
copy_declared = réuni par la rédaction
copy_linked = une version du même article

## Charts of tolls

figures = Chiffres
figures_of = Chiffres, { $period }
figures_about = { $tally }. Ce qui est recensé ici, compté ; une sélection faite pour ses sources, non un recensement complet.
figures_of_year = Chiffres de { $year }
year_by_year = Année par année
incidents_behind_figures = Les incidents derrière ces chiffres
all_figures = Tous les chiffres
all_of_on_timeline = Tout { $period } sur la chronologie
on_timeline = { $period } sur la chronologie
map_of = Carte : { $period }
map_of_link = Carte : { $period }
by_type_of_event = Par type d’événement, { $period }
by_country = Par pays, { $period }
by_type_note = Un incident a un seul type. Les bilans sont des fourchettes, comme ci-dessus ; les incidents sans nombre n’y ajoutent rien.
by_country_note = Un incident qui passe une frontière figure sous chacun de ses pays : la somme de ces lignes dépasse donc l’ensemble.
tolls_by_year = Tués dans les incidents recensés ici, par année, { $period }
tolls_by_month = Tués dans les incidents recensés ici, par mois, { $year }
tolls_note = Plein : le minimum, si la plus basse déclaration en vigueur de chaque incident est juste. Contour : jusqu’au maximum. Pour chaque incident, une seule ligne de déclarations compte : celle mise en avant, sinon celle sur tout le monde, sinon le groupe le plus touché. Les groupes comptés à part figurent sur la page de l’incident et dans aucun total. Un incident et ses parties comptent une fois ; les bilans cumulés et les jalons n’y entrent pas ; les incidents sans nombre n’ajoutent rien.
tolls_lowest = plus basses déclarations en vigueur, additionnées
tolls_highest = plus hautes déclarations en vigueur, additionnées
tolls_foot = nombres en bas : incidents sans nombre
killed_lowest_highest = Tués, du plus bas au plus haut
without_a_number = Sans nombre
tolls_source = Source : les déclarations des pages d’incidents, chacune avec celui qui la fait et là où elle a été lue.
tolls_source_until = Source : les déclarations des pages d’incidents, chacune avec celui qui la fait et là où elle a été lue ; données jusqu’au { $date }.
range_killed = { $range } tués
n_without_number = { $n } sans nombre
all_with_number = tous avec un nombre.
some_of_them_without = dont { $n } sans nombre.

## The words of the format

entry_kind_incident = incident
entry_kind_milestone = jalon
event_type_attack_on_forces = attaque contre des forces
event_type_attack_on_civilians = attaque contre des civils
event_type_clash = affrontement
event_type_explosive = engin explosif
event_type_air_strike = frappe aérienne
event_type_abduction = enlèvement
event_type_siege_blockade = siège ou blocus
event_type_territory_change = changement de contrôle territorial
event_type_political = événement politique
event_type_peacekeeping = maintien de la paix et forces étrangères
event_type_unrest = troubles
event_type_statement = déclaration
event_type_aggregate = bilan cumulé
event_type_other = autre événement
date_precision_day = au jour près
date_precision_range = sur plusieurs jours
date_precision_week = dans la semaine
date_precision_month = dans le mois
date_precision_year = dans l’année
place_precision_exact = lieu exact
place_precision_near = à proximité du lieu
place_precision_adm2 = district
place_precision_adm1 = région
place_precision_area = zone étendue
place_precision_country = pays
place_precision_sea = en mer
role_perpetrator = auteur
role_alleged_perpetrator = auteur présumé
role_target = cible
role_defender = défenseur
role_claimant = revendique l’attaque
role_party = partie
role_mediator = médiateur
measure_killed = tués
measure_wounded = blessés
measure_captured = capturés
measure_abducted = enlevés
measure_arrested = arrêtés
measure_displaced = déplacés
measure_casualties = pertes humaines
measure_responsibility = responsabilité
measure_control = contrôle
measure_material = pertes matérielles
measure_date = date
measure_place = lieu
measure_identity = identité
claim_status_confirmed = confirmé
claim_status_reported = rapporté
claim_status_claimed = affirmé
claim_status_disputed = contesté
claim_status_denied = démenti
claim_status_no_comment = sans commentaire
claim_status_retracted = rétracté
claim_status_superseded = remplacé
actor_kind_state_force = force de l’État
actor_kind_armed_group = groupe armé
actor_kind_militia = milice
actor_kind_foreign_force = force étrangère
actor_kind_peacekeepers = force de maintien de la paix
actor_kind_government = gouvernement
actor_kind_igo = organisation intergouvernementale
actor_kind_civilians = civils
actor_kind_reporter = observateur ou média
source_type_news = presse
source_type_ngo = organisation non gouvernementale
source_type_igo = organisation intergouvernementale
source_type_government = gouvernement
source_type_dataset = jeu de données
source_type_encyclopedia = encyclopédie
source_type_analysis = analyse
source_type_social = réseaux sociaux
outlook_arrow_worse = pire
outlook_arrow_better = mieux
outlook_arrow_same = inchangé
qualifier_exactly = exactement
qualifier_at_least = au moins
qualifier_more_than = plus de
qualifier_about = environ
qualifier_up_to = jusqu’à
qualifier_dozens = des dizaines
qualifier_hundreds = des centaines
qualifier_unspecified = un nombre indéterminé

## The search

search = Recherche
search_about = Par les mots des titres, des chapeaux, des noms, des lieux et des dates. Ce que vous cherchez reste dans votre navigateur.
search_found = Résultats : { $n }
search_none = Aucun résultat. Essayez une autre graphie ou moins de mots.
search_failed = Les listes de la recherche n’ont pas pu être chargées ; réessayez.
search_lists = Ou passez par les listes
