//! A picture of flat colours and the edges between them as a small PNG: at most 256 colours, one byte a pixel.

use std::collections::BTreeMap;

use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::PremultipliedColorU8;

/// Red, green and blue.
type Colour = [u8; 3];

/// The most colours a palette may have, and how many of them are flat grounds, which stay to the bit.
const COLOURS: usize = 256;
const FLAT: usize = 16;

/// How finely the colours of edges are told apart: 3 bits for each of red, green and blue, and then by their mean.
const BITS: u8 = 3;

/// How hard the PNG is compressed, of 9: long runs of one colour make the higher levels slow. Level 8 saves a twelfth and
/// takes nearly three times as long; level 4 would make a few pictures too heavy.
const LEVEL: u8 = 6;

/// Opaque pixels as PNG.
pub(super) fn png(pixels: &[PremultipliedColorU8], width: u32, height: u32) -> Result<Vec<u8>, EncodingError> {
    let runs: Vec<(Colour, usize)> = pixels.chunk_by(|one, other| one == other).map(run).collect();
    let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
    for (colour, length) in &runs {
        *counts.entry(*colour).or_default() += length;
    }
    let (palette, place) = chosen(&counts);
    let mut indexes = Vec::with_capacity(pixels.len());
    for (colour, length) in &runs {
        indexes.resize(indexes.len() + length, place.get(colour).copied().unwrap_or_default());
    }
    let mut png = Vec::with_capacity(48 * 1024);
    let mut encoder = Encoder::new(&mut png, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indexes)?;
    writer.finish()?;
    Ok(png)
}

fn run(pixels: &[PremultipliedColorU8]) -> (Colour, usize) {
    let first = pixels[0];
    ([first.red(), first.green(), first.blue()], pixels.len())
}

/// The palette, and for each colour the place of the one that stands for it: the most frequent as they are, the rest by
/// the mean of those near them.
fn chosen(counts: &BTreeMap<Colour, usize>) -> (Vec<Colour>, BTreeMap<Colour, u8>) {
    let mut by_count: Vec<Colour> = counts.keys().copied().collect();
    by_count.sort_by_key(|colour| std::cmp::Reverse(counts[colour]));
    let (flat, edges) = by_count.split_at(by_count.len().min(FLAT));
    let mut cells: BTreeMap<Colour, Vec<Colour>> = BTreeMap::new();
    for colour in edges {
        cells.entry(colour.map(|part| part >> (8 - BITS))).or_default().push(*colour);
    }
    let mut groups: Vec<(usize, Vec<Colour>)> =
        cells.into_values().map(|near| (near.iter().map(|colour| counts[colour]).sum(), near)).collect();
    groups.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut palette = flat.to_vec();
    palette.extend(groups.iter().take(COLOURS - palette.len()).map(|(_, near)| mean(near, counts)));
    let mut place = BTreeMap::new();
    let mut stands_for = |colour: &Colour, at: usize| place.insert(*colour, u8::try_from(at).unwrap_or(u8::MAX));
    for (at, colour) in flat.iter().enumerate() {
        stands_for(colour, at);
    }
    for (at, (_, near)) in (flat.len()..).zip(&groups) {
        let at = if at < COLOURS { at } else { nearest(near[0], &palette) };
        for colour in near {
            stands_for(colour, at);
        }
    }
    (palette, place)
}

fn mean(colours: &[Colour], counts: &BTreeMap<Colour, usize>) -> Colour {
    let all: usize = colours.iter().map(|colour| counts[colour]).sum();
    [0, 1, 2].map(|part| {
        let sum: usize = colours.iter().map(|colour| usize::from(colour[part]) * counts[colour]).sum();
        u8::try_from((sum + all / 2) / all.max(1)).unwrap_or(u8::MAX)
    })
}

fn nearest(colour: Colour, among: &[Colour]) -> usize {
    let distance = |other: &Colour| -> u32 {
        colour.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
    };
    (0..among.len()).min_by_key(|at| distance(&among[*at])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_keep_their_colour_and_rare_colours_become_their_neighbours() {
        let mut counts = BTreeMap::from([([250, 248, 245], 9_000), ([255, 255, 255], 8_000)]);
        for at in 0..512_u16 {
            let colour = [at >> 6, at >> 3 & 7, at & 7].map(|part| u8::try_from(part * 32 + 8).unwrap());
            counts.insert(colour, 1);
        }
        let (palette, place) = chosen(&counts);
        assert_eq!(palette.len(), COLOURS);
        assert_eq!((palette[0], palette[1]), ([250, 248, 245], [255, 255, 255]));
        assert_eq!((place[&[250, 248, 245]], place[&[255, 255, 255]]), (0, 1));
        assert_eq!(place.len(), counts.len());
        let is_one = |(colour, at): (&Colour, &u8)| palette[usize::from(*at)] == *colour;
        assert!(place.iter().filter(|one| is_one(*one)).count() >= COLOURS - FLAT);
        assert_eq!(nearest([200, 0, 0], &[[0, 0, 0], [255, 0, 0], [200, 200, 200]]), 1);
    }
}
