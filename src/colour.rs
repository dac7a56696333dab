//! Colours as CSS writes them, mixing, and how well one can be read on another.
//!
//! Used for what an organisation sets in `varde.yaml`, for its brand file and for the theme's own style sheets.
//! Invariant: contrast is that of WCAG 2.2, so that what is said here is what an auditor measures.

use std::fmt;

use cssparser::color::{parse_hash_color, parse_named_color};

/// A colour without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour {
    /// Red, green and blue.
    pub channels: [u8; 3],
}

/// A colour in each scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pair {
    /// On a light page.
    pub light: Colour,
    /// On a dark page.
    pub dark: Colour,
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self { channels: [255; 3] };
    /// Black.
    pub const BLACK: Self = Self { channels: [0; 3] };

    /// Reads `#0b5c6b`, `#fff` or a name that CSS knows; nothing for what is transparent or written in another way.
    pub fn read(text: &str) -> Option<Self> {
        let channels = match text.strip_prefix('#') {
            Some(digits) => match parse_hash_color(digits.as_bytes()).ok()? {
                (red, green, blue, alpha) if alpha >= 1.0 => [red, green, blue],
                _ => return None,
            },
            None => parse_named_color(text).map(<[u8; 3]>::from).ok()?,
        };
        Some(Self { channels })
    }

    /// This colour with a share of another in it: 0 leaves it as it is, 1 gives the other.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |at: usize| {
            let (from, to) = (f64::from(self.channels[at]), f64::from(other.channels[at]));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
            let mixed = (from + (to - from) * share).round() as u8;
            mixed
        };
        Self { channels: [mix(0), mix(1), mix(2)] }
    }

    /// The contrast ratio to another colour, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = self.channels.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// Mixed with `other`, in steps, until it can be read on `ground`.
    #[must_use]
    pub fn readable_on(self, ground: Self, ratio: f64, other: Self) -> Self {
        let steps = (0..=20).map(|step| self.mixed(other, f64::from(step) / 20.0));
        steps.into_iter().find(|mixed| mixed.contrast(ground) >= ratio).unwrap_or(other)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(form, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_colours() {
        let read = ["#0B5C6B", "#fff", "rebeccapurple", "#ffff", "#fffa", "#12", "rgb(0,0,0)", "red;}"].map(Colour::read);
        let written = read.map(|colour| colour.map_or("-".to_owned(), |colour| colour.to_string()));
        assert_eq!(written, ["#0b5c6b", "#ffffff", "#663399", "#ffffff", "-", "-", "-", "-"]);
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one: &str, two: &str| {
            let of = |text| Colour::read(text).expect("a colour");
            format!("{:.2}", of(one).contrast(of(two)))
        };
        assert_eq!(
            [ratio("#000", "#fff"), ratio("#777", "#fff"), ratio("#fff", "#767676"), ratio("red", "red")],
            ["21.00", "4.48", "4.54", "1.00"]
        );
    }

    #[test]
    fn a_colour_is_made_readable() {
        let (wine, dark) = (Colour { channels: [0x8a, 0x15, 0x38] }, Colour { channels: [0x12, 0x18, 0x1b] });
        let light = wine.readable_on(dark, 7.0, Colour::WHITE);
        assert!(wine.contrast(dark) < 4.5 && light.contrast(dark) >= 7.0 && light != Colour::WHITE, "{light}");
    }
}
