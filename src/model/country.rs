//! Countries by ISO 3166-1 alpha-3 code.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use crate::model::fold;

/// An ISO 3166-1 alpha-3 code that is assigned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 3]);

impl CountryCode {
    /// The code, when it is assigned. Case counts.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        COUNTRIES.binary_search_by_key(&text, |(code, _)| code).ok()?;
        text.as_bytes().try_into().ok().map(Self)
    }

    /// The country of an English name, compared as names are.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        static BY_NAME: LazyLock<BTreeMap<String, CountryCode>> = LazyLock::new(|| {
            let named = COUNTRIES.iter().filter_map(|(code, name)| Some((fold::key(name), CountryCode::parse(code)?)));
            named.collect()
        });
        BY_NAME.get(&fold::key(name)).copied()
    }

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The English short name in common use.
    #[must_use]
    pub fn name(self) -> &'static str {
        COUNTRIES.binary_search_by_key(&self.as_str(), |(code, _)| code).map_or("", |at| COUNTRIES[at].1)
    }

    /// Every code and name, by code.
    pub fn all() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        COUNTRIES.iter()
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[rustfmt::skip]
static COUNTRIES: &[(&str, &str)] = &[
    ("ABW", "Aruba"), ("AFG", "Afghanistan"), ("AGO", "Angola"), ("AIA", "Anguilla"), ("ALA", "Åland Islands"),
    ("ALB", "Albania"), ("AND", "Andorra"), ("ARE", "United Arab Emirates"), ("ARG", "Argentina"), ("ARM", "Armenia"),
    ("ASM", "American Samoa"), ("ATA", "Antarctica"), ("ATF", "French Southern Territories"),
    ("ATG", "Antigua and Barbuda"), ("AUS", "Australia"), ("AUT", "Austria"), ("AZE", "Azerbaijan"),
    ("BDI", "Burundi"), ("BEL", "Belgium"), ("BEN", "Benin"), ("BES", "Bonaire, Sint Eustatius and Saba"),
    ("BFA", "Burkina Faso"), ("BGD", "Bangladesh"), ("BGR", "Bulgaria"), ("BHR", "Bahrain"), ("BHS", "Bahamas"),
    ("BIH", "Bosnia and Herzegovina"), ("BLM", "Saint Barthélemy"), ("BLR", "Belarus"), ("BLZ", "Belize"),
    ("BMU", "Bermuda"), ("BOL", "Bolivia"), ("BRA", "Brazil"), ("BRB", "Barbados"), ("BRN", "Brunei"),
    ("BTN", "Bhutan"), ("BVT", "Bouvet Island"), ("BWA", "Botswana"), ("CAF", "Central African Republic"),
    ("CAN", "Canada"), ("CCK", "Cocos (Keeling) Islands"), ("CHE", "Switzerland"), ("CHL", "Chile"), ("CHN", "China"),
    ("CIV", "Côte d'Ivoire"), ("CMR", "Cameroon"), ("COD", "Democratic Republic of the Congo"),
    ("COG", "Republic of the Congo"), ("COK", "Cook Islands"), ("COL", "Colombia"), ("COM", "Comoros"),
    ("CPV", "Cabo Verde"), ("CRI", "Costa Rica"), ("CUB", "Cuba"), ("CUW", "Curaçao"), ("CXR", "Christmas Island"),
    ("CYM", "Cayman Islands"), ("CYP", "Cyprus"), ("CZE", "Czechia"), ("DEU", "Germany"), ("DJI", "Djibouti"),
    ("DMA", "Dominica"), ("DNK", "Denmark"), ("DOM", "Dominican Republic"), ("DZA", "Algeria"), ("ECU", "Ecuador"),
    ("EGY", "Egypt"), ("ERI", "Eritrea"), ("ESH", "Western Sahara"), ("ESP", "Spain"), ("EST", "Estonia"),
    ("ETH", "Ethiopia"), ("FIN", "Finland"), ("FJI", "Fiji"), ("FLK", "Falkland Islands"), ("FRA", "France"),
    ("FRO", "Faroe Islands"), ("FSM", "Micronesia"), ("GAB", "Gabon"), ("GBR", "United Kingdom"), ("GEO", "Georgia"),
    ("GGY", "Guernsey"), ("GHA", "Ghana"), ("GIB", "Gibraltar"), ("GIN", "Guinea"), ("GLP", "Guadeloupe"),
    ("GMB", "Gambia"), ("GNB", "Guinea-Bissau"), ("GNQ", "Equatorial Guinea"), ("GRC", "Greece"), ("GRD", "Grenada"),
    ("GRL", "Greenland"), ("GTM", "Guatemala"), ("GUF", "French Guiana"), ("GUM", "Guam"), ("GUY", "Guyana"),
    ("HKG", "Hong Kong"), ("HMD", "Heard Island and McDonald Islands"), ("HND", "Honduras"), ("HRV", "Croatia"),
    ("HTI", "Haiti"), ("HUN", "Hungary"), ("IDN", "Indonesia"), ("IMN", "Isle of Man"), ("IND", "India"),
    ("IOT", "British Indian Ocean Territory"), ("IRL", "Ireland"), ("IRN", "Iran"), ("IRQ", "Iraq"),
    ("ISL", "Iceland"), ("ISR", "Israel"), ("ITA", "Italy"), ("JAM", "Jamaica"), ("JEY", "Jersey"), ("JOR", "Jordan"),
    ("JPN", "Japan"), ("KAZ", "Kazakhstan"), ("KEN", "Kenya"), ("KGZ", "Kyrgyzstan"), ("KHM", "Cambodia"),
    ("KIR", "Kiribati"), ("KNA", "Saint Kitts and Nevis"), ("KOR", "South Korea"), ("KWT", "Kuwait"), ("LAO", "Laos"),
    ("LBN", "Lebanon"), ("LBR", "Liberia"), ("LBY", "Libya"), ("LCA", "Saint Lucia"), ("LIE", "Liechtenstein"),
    ("LKA", "Sri Lanka"), ("LSO", "Lesotho"), ("LTU", "Lithuania"), ("LUX", "Luxembourg"), ("LVA", "Latvia"),
    ("MAC", "Macao"), ("MAF", "Saint Martin"), ("MAR", "Morocco"), ("MCO", "Monaco"), ("MDA", "Moldova"),
    ("MDG", "Madagascar"), ("MDV", "Maldives"), ("MEX", "Mexico"), ("MHL", "Marshall Islands"),
    ("MKD", "North Macedonia"), ("MLI", "Mali"), ("MLT", "Malta"), ("MMR", "Myanmar"), ("MNE", "Montenegro"),
    ("MNG", "Mongolia"), ("MNP", "Northern Mariana Islands"), ("MOZ", "Mozambique"), ("MRT", "Mauritania"),
    ("MSR", "Montserrat"), ("MTQ", "Martinique"), ("MUS", "Mauritius"), ("MWI", "Malawi"), ("MYS", "Malaysia"),
    ("MYT", "Mayotte"), ("NAM", "Namibia"), ("NCL", "New Caledonia"), ("NER", "Niger"), ("NFK", "Norfolk Island"),
    ("NGA", "Nigeria"), ("NIC", "Nicaragua"), ("NIU", "Niue"), ("NLD", "Netherlands"), ("NOR", "Norway"),
    ("NPL", "Nepal"), ("NRU", "Nauru"), ("NZL", "New Zealand"), ("OMN", "Oman"), ("PAK", "Pakistan"),
    ("PAN", "Panama"), ("PCN", "Pitcairn"), ("PER", "Peru"), ("PHL", "Philippines"), ("PLW", "Palau"),
    ("PNG", "Papua New Guinea"), ("POL", "Poland"), ("PRI", "Puerto Rico"), ("PRK", "North Korea"),
    ("PRT", "Portugal"), ("PRY", "Paraguay"), ("PSE", "Palestine"), ("PYF", "French Polynesia"), ("QAT", "Qatar"),
    ("REU", "Réunion"), ("ROU", "Romania"), ("RUS", "Russia"), ("RWA", "Rwanda"), ("SAU", "Saudi Arabia"),
    ("SDN", "Sudan"), ("SEN", "Senegal"), ("SGP", "Singapore"),
    ("SGS", "South Georgia and the South Sandwich Islands"), ("SHN", "Saint Helena"),
    ("SJM", "Svalbard and Jan Mayen"), ("SLB", "Solomon Islands"), ("SLE", "Sierra Leone"), ("SLV", "El Salvador"),
    ("SMR", "San Marino"), ("SOM", "Somalia"), ("SPM", "Saint Pierre and Miquelon"), ("SRB", "Serbia"),
    ("SSD", "South Sudan"), ("STP", "Sao Tome and Principe"), ("SUR", "Suriname"), ("SVK", "Slovakia"),
    ("SVN", "Slovenia"), ("SWE", "Sweden"), ("SWZ", "Eswatini"), ("SXM", "Sint Maarten"), ("SYC", "Seychelles"),
    ("SYR", "Syria"), ("TCA", "Turks and Caicos Islands"), ("TCD", "Chad"), ("TGO", "Togo"), ("THA", "Thailand"),
    ("TJK", "Tajikistan"), ("TKL", "Tokelau"), ("TKM", "Turkmenistan"), ("TLS", "Timor-Leste"), ("TON", "Tonga"),
    ("TTO", "Trinidad and Tobago"), ("TUN", "Tunisia"), ("TUR", "Türkiye"), ("TUV", "Tuvalu"), ("TWN", "Taiwan"),
    ("TZA", "Tanzania"), ("UGA", "Uganda"), ("UKR", "Ukraine"), ("UMI", "United States Minor Outlying Islands"),
    ("URY", "Uruguay"), ("USA", "United States"), ("UZB", "Uzbekistan"), ("VAT", "Vatican City"),
    ("VCT", "Saint Vincent and the Grenadines"), ("VEN", "Venezuela"), ("VGB", "British Virgin Islands"),
    ("VIR", "US Virgin Islands"), ("VNM", "Vietnam"), ("VUT", "Vanuatu"), ("WLF", "Wallis and Futuna"),
    ("WSM", "Samoa"), ("YEM", "Yemen"), ("ZAF", "South Africa"), ("ZMB", "Zambia"), ("ZWE", "Zimbabwe"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_so_that_they_can_be_searched() {
        assert!(COUNTRIES.is_sorted());
    }

    #[test]
    fn a_code_has_a_name_and_a_name_a_code() {
        let code = CountryCode::parse("BFA").unwrap();
        assert_eq!(code.name(), "Burkina Faso");
        assert_eq!(CountryCode::from_name("burkina faso"), Some(code));
        assert_eq!(CountryCode::parse("XXX"), None);
        assert_eq!(CountryCode::parse("bfa"), None);
    }
}
