//! `places` on the command line: a name, a point, a country.

use clap::Subcommand;

use crate::model::CountryCode;
use crate::model::place::Coordinates;

/// `places`.
#[derive(Debug, Subcommand)]
pub enum Places {
    /// Say which entry a name leads to, by its spellings and its sound; exit code 1 when to none
    Resolve {
        /// A name as you found it
        name: String,
        /// Where it lies, as you found it: how far each entry is from there
        #[arg(long, value_name = "LAT,LON", value_parser = point, allow_hyphen_values = true)]
        at: Option<Coordinates>,
        /// Its country, as a code or a name: entries of others are left out
        #[arg(long, value_parser = country)]
        country: Option<CountryCode>,
    },
}

/// `14.35,-3.61`.
fn point(text: &str) -> Result<Coordinates, String> {
    let read = |text: &str, most: f64| text.trim().parse().ok().filter(|degrees: &f64| degrees.abs() <= most);
    let found = text.split_once(',').and_then(|(lat, lon)| Some((read(lat, 90.0)?, read(lon, 180.0)?)));
    found
        .map(|(lat, lon)| Coordinates { lat, lon })
        .ok_or_else(|| "write latitude and longitude in decimal degrees, such as 14.35,-3.61".to_owned())
}

/// `MLI` or `Mali`.
fn country(text: &str) -> Result<CountryCode, String> {
    CountryCode::parse(text)
        .or_else(|| CountryCode::from_name(text))
        .ok_or_else(|| "write an ISO 3166-1 alpha-3 code such as MLI, or an English name".to_owned())
}
