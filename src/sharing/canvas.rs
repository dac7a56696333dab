//! Outlines → a picture in few colours, as PNG.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::outline::OutlinePen;

use super::font::Font;
use super::{HEIGHT, Outline, WIDTH};
use crate::colour::Colour;

/// Steps between the ground and a colour, for smooth edges: three colours and the ground make sixteen.
const STEPS: u8 = 5;

/// A picture on one ground, with three colours on it that do not meet.
pub(super) struct Canvas {
    palette: Vec<Colour>,
    /// Places in the palette, row by row.
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(ground: Colour, colours: [Colour; 3]) -> Self {
        let steps = |colour: Colour| (1..=STEPS).map(move |step| ground.mixed(colour, f64::from(step) / f64::from(STEPS)));
        let palette = std::iter::once(ground).chain(colours.into_iter().flat_map(steps)).collect();
        Self { palette, pixels: vec![0; WIDTH as usize * HEIGHT as usize] }
    }

    /// Fills an outline with one of the colours.
    pub(super) fn fill(&mut self, colour: u8, outline: &Outline) {
        let mut pen = Pen::new(0.0, 0.0, 1.0);
        let at = |(x, y): (f32, f32)| point(x, y);
        for curve in outline.windows(4).step_by(3) {
            pen.curves.push([at(curve[0]), at(curve[1]), at(curve[2]), at(curve[3])]);
        }
        self.lay(colour, &pen);
    }

    /// Sets a text with its left end and its baseline at a place.
    pub(super) fn text(&mut self, colour: u8, font: &Font, text: &str, x: f32, y: f32, size: f32) {
        for (glyph, offset) in font.set(text, size).0 {
            let mut pen = Pen::new(x + offset, y, size / font.units(glyph));
            // A letter that cannot be drawn leaves its room empty.
            if font.draw(glyph, &mut pen) {
                self.lay(colour, &pen);
            }
        }
    }

    /// Lays what the pen drew onto the picture; what lies outside is cut off.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "places in the picture")]
    fn lay(&mut self, colour: u8, pen: &Pen) {
        let points = || pen.curves.iter().flatten();
        let (left, top) = points().fold((f32::MAX, f32::MAX), |(x, y), point| (x.min(point.x), y.min(point.y)));
        let (right, bottom) = points().fold((0.0f32, 0.0f32), |(x, y), point| (x.max(point.x), y.max(point.y)));
        let (left, top) = (left.floor().max(0.0), top.floor().max(0.0));
        let (right, bottom) = (right.ceil().min(WIDTH as f32), bottom.ceil().min(HEIGHT as f32));
        if right <= left || bottom <= top {
            return;
        }
        let mut raster = Rasterizer::new((right - left) as usize + 1, (bottom - top) as usize + 1);
        for [from, one, two, to] in &pen.curves {
            let moved = |at: &Point| point(at.x - left, at.y - top);
            raster.draw_cubic(moved(from), moved(one), moved(two), moved(to));
        }
        raster.for_each_pixel_2d(|x, y, covered| {
            let (x, y) = (x + left as u32, y + top as u32);
            let step = (covered.clamp(0.0, 1.0) * f32::from(STEPS)).round() as u8;
            if step > 0 && x < WIDTH && y < HEIGHT {
                let place = (y * WIDTH + x) as usize;
                self.pixels[place] = self.pixels[place].max(colour * STEPS + step);
            }
        });
    }

    /// The picture as PNG, four bits to a pixel.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(self.palette.iter().flat_map(|colour| colour.channels).collect::<Vec<u8>>());
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_compression(png::Compression::Balanced);
        let packed: Vec<u8> = self.pixels.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        // Writing to memory cannot fail; an empty file is not shown.
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&packed));
        if written.is_err() { Vec::new() } else { bytes }
    }
}

/// Follows an outline, as curves in pixels.
struct Pen {
    origin: (f32, f32),
    scale: f32,
    start: Point,
    at: Point,
    curves: Vec<[Point; 4]>,
}

impl Pen {
    fn new(x: f32, y: f32, scale: f32) -> Self {
        Self { origin: (x, y), scale, start: point(0.0, 0.0), at: point(0.0, 0.0), curves: Vec::new() }
    }

    /// A place in the font, where up is up, as a place in the picture, where it is down.
    fn place(&self, x: f32, y: f32) -> Point {
        point(self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.curves.push([self.at, self.at, to, to]);
        self.at = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.place(x1, y1), self.place(x, y));
        let toward = |from: Point| point(from.x + (control.x - from.x) * 2.0 / 3.0, from.y + (control.y - from.y) * 2.0 / 3.0);
        self.curves.push([self.at, toward(self.at), toward(to), to]);
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        self.curves.push([self.at, self.place(x1, y1), self.place(x2, y2), to]);
        self.at = to;
    }

    fn close(&mut self) {
        if self.at != self.start {
            self.curves.push([self.at, self.at, self.start, self.start]);
        }
        self.at = self.start;
    }
}
