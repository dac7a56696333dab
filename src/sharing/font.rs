//! The letters that cards are drawn with: Gelasio, an open serif, cut down to the Latin letters of Europe.

use ttf_parser::{Face, GlyphId};

/// Gelasio in semi-bold, SIL Open Font License 1.1 (`OFL.txt`), in two parts.
const PARTS: [&[u8]; 2] = [include_bytes!("gelasio-latin.ttf"), include_bytes!("gelasio-latin-ext.ttf")];

/// A font in parts: a letter is taken from the first that has it.
pub(super) struct Font {
    parts: Vec<Face<'static>>,
}

/// A letter of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) part: usize,
    pub(super) id: GlyphId,
}

impl Font {
    /// The font in the binary.
    pub(super) fn built_in() -> Self {
        Self { parts: PARTS.into_iter().filter_map(|part| Face::parse(part, 0).ok()).collect() }
    }

    /// The glyphs of a text, each with its place from the text's beginning, and the text's width; at a size in pixels.
    /// What the font does not have is left out.
    pub(super) fn set(&self, text: &str, size: f32) -> (Vec<(Glyph, f32)>, f32) {
        let (mut glyphs, mut x): (Vec<(Glyph, f32)>, f32) = (Vec::new(), 0.0);
        for letter in text.chars() {
            let Some(glyph) = self.glyph(letter) else { continue };
            glyphs.push((glyph, x));
            let face = &self.parts[glyph.part];
            x += f32::from(face.glyph_hor_advance(glyph.id).unwrap_or_default()) / f32::from(face.units_per_em()) * size;
        }
        (glyphs, x)
    }

    /// How wide a text is, at a size in pixels.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        self.set(text, size).1
    }

    /// The part of the font that a glyph is in.
    pub(super) fn face(&self, glyph: Glyph) -> &Face<'static> {
        &self.parts[glyph.part]
    }

    fn glyph(&self, letter: char) -> Option<Glyph> {
        self.parts.iter().enumerate().find_map(|(part, face)| Some(Glyph { part, id: face.glyph_index(letter)? }))
    }
}
