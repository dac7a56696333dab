//! The letters that cards are drawn with: Gelasio, an open serif, cut down to the Latin letters of Europe.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Gelasio in semi-bold, SIL Open Font License 1.1 (`OFL.txt`), in two parts.
const PARTS: [&[u8]; 2] = [include_bytes!("gelasio-latin.ttf"), include_bytes!("gelasio-latin-ext.ttf")];

/// A font in parts: a letter is taken from the first that has it.
pub(super) struct Font {
    parts: Vec<Part>,
}

/// Some letters of the font, measured in its own units.
struct Part {
    ids: Charmap<'static>,
    outlines: OutlineGlyphCollection<'static>,
    widths: GlyphMetrics<'static>,
    /// Units in the size of a text.
    units: f32,
}

/// A letter of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    part: usize,
    id: GlyphId,
}

impl Font {
    /// The font in the binary.
    pub(super) fn built_in() -> Self {
        Self { parts: PARTS.into_iter().filter_map(|bytes| Some(Part::of(&FontRef::new(bytes).ok()?))).collect() }
    }

    /// The glyphs of a text, each with its place from the text's beginning, and the text's width; at a size in pixels.
    /// What the font does not have is left out.
    pub(super) fn set(&self, text: &str, size: f32) -> (Vec<(Glyph, f32)>, f32) {
        let (mut glyphs, mut x): (Vec<(Glyph, f32)>, f32) = (Vec::new(), 0.0);
        for letter in text.chars() {
            let Some(glyph) = self.glyph(letter) else { continue };
            glyphs.push((glyph, x));
            let part = &self.parts[glyph.part];
            x += part.widths.advance_width(glyph.id).unwrap_or_default() / part.units * size;
        }
        (glyphs, x)
    }

    /// How wide a text is, at a size in pixels.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        self.set(text, size).1
    }

    /// Units of a glyph's outline in the size of a text.
    pub(super) fn units(&self, glyph: Glyph) -> f32 {
        self.parts[glyph.part].units
    }

    /// Leads a pen along a glyph's outline; says whether that could be done.
    pub(super) fn draw(&self, glyph: Glyph, pen: &mut impl OutlinePen) -> bool {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        self.parts[glyph.part].outlines.get(glyph.id).is_some_and(|outline| outline.draw(settings, pen).is_ok())
    }

    fn glyph(&self, letter: char) -> Option<Glyph> {
        self.parts.iter().enumerate().find_map(|(number, part)| Some(Glyph { part: number, id: part.ids.map(letter)? }))
    }
}

impl Part {
    fn of(font: &FontRef<'static>) -> Self {
        let (size, location) = (Size::unscaled(), LocationRef::default());
        Self {
            ids: font.charmap(),
            outlines: font.outline_glyphs(),
            widths: font.glyph_metrics(size, location),
            units: f32::from(font.metrics(size, location).units_per_em),
        }
    }
}
