//! A picture → the same, narrower: each new pixel is the mean of the area that it covers.

use super::pixels::Pixels;

/// Parts of a pixel's breadth are counted in these.
const WHOLE: f64 = 256.0;

/// The picture at a width below its own.
pub(super) fn to_width(pixels: &Pixels, width: u32) -> Pixels {
    let exact = f64::from(pixels.height) * f64::from(width) / f64::from(pixels.width);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height below the picture's own")]
    let height = (exact.round() as u32).max(1);
    let (columns, rows) = (covered(pixels.width, width), covered(pixels.height, height));
    let (line, channels) = (pixels.width as usize * pixels.channels, pixels.channels);
    let mut data = Vec::with_capacity(width as usize * height as usize * channels);
    for row in &rows {
        for column in &columns {
            let mut sums = [0u64; 4];
            let mut area = 0u64;
            for (y, part_y) in row {
                for (x, part_x) in column {
                    let at = y * line + x * channels;
                    let part = part_x * part_y;
                    area += part;
                    // A colour counts as much as it can be seen.
                    let seen = if channels == 4 { part * u64::from(pixels.data[at + 3]) } else { part };
                    for (sum, colour) in sums.iter_mut().zip(&pixels.data[at..at + 3]) {
                        *sum += u64::from(*colour) * seen;
                    }
                    sums[3] += seen;
                }
            }
            data.extend(sums[..3].iter().map(|sum| mean(*sum, sums[3])));
            if channels == 4 {
                data.push(mean(sums[3], area));
            }
        }
    }
    Pixels { width, height, channels, data, exif: pixels.exif, profile: pixels.profile.clone(), can_be_redrawn: pixels.can_be_redrawn }
}

fn mean(sum: u64, of: u64) -> u8 {
    (sum + of / 2).checked_div(of).map_or(0, |mean| u8::try_from(mean).unwrap_or(u8::MAX))
}

/// For each new pixel along one side: which old ones it covers, and how much of each.
fn covered(from: u32, to: u32) -> Vec<Vec<(usize, u64)>> {
    let scale = f64::from(from) / f64::from(to);
    let span = |new: u32| {
        let (start, end) = (f64::from(new) * scale, f64::from(new + 1) * scale);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places within a side of the picture")]
        let places = start.floor() as u32..(end.ceil() as u32).min(from);
        let part = |old: u32| (end.min(f64::from(old + 1)) - start.max(f64::from(old))) * WHOLE;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "parts of one pixel")]
        let parts = places.map(|old| (old as usize, part(old).round() as u64));
        parts.filter(|(_, part)| *part > 0).collect()
    };
    (0..to).map(span).collect()
}
