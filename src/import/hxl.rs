//! What an HXL tag means in the record format: the tags of this program's own tables, then those in common use.

/// Tags of a table of incidents and the field each fills; the first that fits has it.
pub(super) const INCIDENTS: &[(&str, &str)] = &[
    ("#event+code", "id"),
    ("#x_kind", "kind"),
    ("#event+type", "type"),
    ("#status", "status"),
    ("#event+name", "title"),
    ("#description", "summary"),
    ("#date+known", "date"),
    ("#date+start", "date_start"),
    ("#date+end", "date_end"),
    ("#x_date_precision", "date_precision"),
    ("#x_time", "time"),
    ("#x_date_note", "date_note"),
    ("#country+code", "country"),
    ("#adm1+name", "adm1"),
    ("#adm2+name", "adm2"),
    ("#loc+name", "place"),
    ("#loc+code", "place_id"),
    ("#geo+lat", "lat"),
    ("#geo+lon", "lon"),
    ("#x_geo_precision", "place_precision"),
    ("#group+name+first", "actor_1"),
    ("#group+name+second", "actor_2"),
    ("#group+code+list", "actors"),
    ("#affected+killed+low", "killed_low"),
    ("#affected+killed+best", "killed_best"),
    ("#affected+killed+high", "killed_high"),
    ("#x_killed_who", "killed_who"),
    ("#x_killed_by", "killed_by"),
    ("#x_headline", "headline"),
    ("#meta+source", "sources"),
    ("#x_tags", "tags"),
    ("#x_related", "related"),
    ("#x_part_of", "part_of"),
    ("#x_external", "external"),
    ("#x_recorded_by", "recorded_by"),
    ("#x_note", "note"),
    ("#affected+killed", "killed_best"),
    ("#date+occurred", "date"),
    ("#date", "date"),
    ("#country+name", "country"),
    ("#country", "country"),
    ("#adm1", "adm1"),
    ("#adm2", "adm2"),
    ("#loc", "place"),
    ("#event", "title"),
];

/// Tags of a table of claims.
pub(super) const CLAIMS: &[(&str, &str)] = &[
    ("#event+code", "incident"),
    ("#x_record", "record"),
    ("#x_claim", "claim"),
    ("#x_about", "about"),
    ("#x_who", "who"),
    ("#affected+low", "low"),
    ("#affected+best", "best"),
    ("#affected+high", "high"),
    ("#x_qualifier", "qualifier"),
    ("#x_by", "by"),
    ("#meta+source", "via"),
    ("#date+said", "said_on"),
    ("#status", "status"),
    ("#x_superseded_by", "superseded_by"),
    ("#x_credibility", "credibility"),
    ("#x_dyad", "dyad"),
    ("#x_row", "row"),
    ("#x_note", "note"),
];

/// The column of each field, by the tags of a table; the order of a tag's attributes does not count.
pub(super) fn columns(tags: &[String], known: &[(&str, &'static str)]) -> Vec<(&'static str, usize)> {
    let same = |a: &str, b: &str| {
        let parts = |tag: &str| {
            let mut parts: Vec<String> = tag.split('+').map(str::to_owned).collect();
            parts[1..].sort();
            parts
        };
        parts(a) == parts(b)
    };
    let mut found: Vec<(&'static str, usize)> = Vec::new();
    for (tag, field) in known {
        if !found.iter().any(|(seen, _)| seen == field)
            && let Some(at) = tags.iter().position(|one| same(one, tag))
        {
            found.push((field, at));
        }
    }
    found
}
