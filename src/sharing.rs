//! A title, its type and whose it is → the picture that is shown where somebody shares the page.
//!
//! Drawn with the site's own colours, at 1200 × 630 pixels, the size that most services show. Pure: the same card
//! gives the same bytes on every machine. Invariant: no title is too long or too strange to be drawn.

mod canvas;
mod font;
mod lines;

use crate::colour::Colour;
use canvas::Canvas;
use font::Font;

/// Pixels across.
pub const WIDTH: u32 = 1200;
/// Pixels down.
pub const HEIGHT: u32 = 630;
/// Changes with everything that decides what cards look like.
pub const EDITION: u32 = 1;

/// What a card says, and in which colours.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    /// The page's title.
    pub title: String,
    /// The entry's type; may be empty.
    pub kind: String,
    /// The handbook's name; may be empty where it is the title.
    pub site: String,
    /// Who publishes it; may be empty.
    pub publisher: String,
    /// Ground, title, all other text, and the mark.
    pub colours: [Colour; 4],
}

const MARGIN: f32 = 80.0;
/// Room for the title, above the line at the foot.
const TITLE: (f32, f32) = (168.0, 470.0);
/// Sizes that a title may have; the first at which it fits.
const SIZES: [f32; 5] = [92.0, 78.0, 66.0, 56.0, 48.0];
const LEADING: f32 = 1.18;
const SMALL: f32 = 34.0;

/// Draws a card as PNG.
pub fn draw(card: &Card) -> Vec<u8> {
    let [paper, ink, muted, accent] = card.colours;
    let font = Font::built_in();
    let mut canvas = Canvas::new(paper, [ink, muted, accent]);
    let wide = width() - 2.0 * MARGIN;
    let mut left = MARGIN;
    if !card.kind.is_empty() {
        // The uppermost stone begins at 12.5 and 3.3 of the mark.
        canvas.fill(2, &stone(0, left - 12.5 * 3.0, 87.0 - 3.3 * 3.0, 3.0));
        left += 36.0;
        canvas.text(1, &font, &lines::cut(&font, &card.kind, SMALL, wide), left, 105.0, SMALL);
    }
    let (size, title) = lines::fit(&font, &card.title, &SIZES, wide, (TITLE.1 - TITLE.0) / LEADING);
    for (number, line) in (0u8..).zip(&title) {
        canvas.text(0, &font, line, MARGIN, TITLE.0 + size * (0.86 + f32::from(number) * LEADING), size);
    }
    canvas.fill(2, &rectangle(MARGIN, 508.0, 96.0, 4.0));
    let room = wide - 150.0;
    let foot = if card.publisher.is_empty() { 562.0 } else { 552.0 };
    canvas.text(0, &font, &lines::cut(&font, &card.site, SMALL, room), MARGIN, foot + 4.0, SMALL);
    canvas.text(1, &font, &lines::cut(&font, &card.publisher, SMALL * 0.82, room), MARGIN, foot + 42.0, SMALL * 0.82);
    for number in 0..STONES.len() {
        canvas.fill(2, &stone(number, width() - MARGIN - 104.0, 484.0, 3.4));
    }
    canvas.png()
}

#[expect(clippy::cast_precision_loss, reason = "a small number")]
fn width() -> f32 {
    WIDTH as f32
}

/// A closed outline: a start, and curves of two control points and an end.
type Outline = Vec<(f32, f32)>;

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Outline {
    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
    let sides = corners.windows(2).flat_map(|side| [side[0], side[1], side[1]]);
    std::iter::once(corners[0]).chain(sides).collect()
}

/// One stone of the cairn; (x, y) is where the upper left corner of the cairn's square of 32 lies.
fn stone(number: usize, x: f32, y: f32, scale: f32) -> Outline {
    STONES[number].iter().map(|(across, down)| (x + across * scale, y + down * scale)).collect()
}

/// The cairn, in a square of 32.
const STONES: [[(f32, f32); 13]; 4] = [
    [
        (12.5, 6.8),
        (12.7, 4.5),
        (14.5, 3.2),
        (16.7, 3.3),
        (18.7, 3.4),
        (19.9, 4.6),
        (19.8, 6.5),
        (19.7, 8.3),
        (18.1, 9.0),
        (16.1, 9.0),
        (14.1, 9.0),
        (12.4, 8.5),
        (12.5, 6.8),
    ],
    [
        (9.6, 13.2),
        (9.5, 11.0),
        (11.7, 10.0),
        (15.6, 10.0),
        (19.3, 9.9),
        (21.9, 10.8),
        (22.1, 12.9),
        (22.3, 15.0),
        (19.9, 15.8),
        (15.9, 15.9),
        (12.1, 15.9),
        (9.7, 15.2),
        (9.6, 13.2),
    ],
    [
        (6.3, 20.3),
        (6.3, 18.0),
        (9.6, 16.9),
        (15.5, 16.9),
        (21.7, 16.9),
        (25.2, 18.0),
        (25.3, 20.3),
        (25.3, 22.6),
        (21.6, 23.5),
        (15.6, 23.5),
        (9.8, 23.5),
        (6.4, 22.5),
        (6.3, 20.3),
    ],
    [
        (2.0, 27.6),
        (2.1, 25.3),
        (6.5, 24.4),
        (15.2, 24.5),
        (24.5, 24.6),
        (29.6, 25.3),
        (29.8, 27.6),
        (29.9, 30.0),
        (25.3, 30.8),
        (15.6, 30.8),
        (6.4, 30.8),
        (1.9, 30.0),
        (2.0, 27.6),
    ],
];
#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str) -> Card {
        let colour = |channels| Colour { channels };
        let colours = [colour([251, 250, 247]), colour([27, 31, 35]), colour([85, 96, 107]), colour([11, 92, 107])];
        Card {
            title: title.to_owned(),
            kind: "Case".to_owned(),
            site: "Håndboka".to_owned(),
            publisher: "Eksempel kommune".to_owned(),
            colours,
        }
    }

    /// The pixels of a card in pairs, as places in its palette.
    fn pixels(png: &[u8]) -> Vec<u8> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a picture");
        assert_eq!((reader.info().width, reader.info().height), (WIDTH, HEIGHT));
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("pixels");
        pixels
    }

    #[test]
    fn cards_are_the_same_every_time_and_differ_by_what_they_say() {
        let (one, again, other) = (draw(&card("Én")), draw(&card("Én")), draw(&card("To")));
        assert!(one == again && one != other && one.len() < 30_000, "{} bytes", one.len());
    }

    #[test]
    fn no_title_is_too_long_or_too_strange() {
        let long = "Menneskerettighetsorganisasjonssamarbeidsavtale".repeat(20);
        for title in ["", " ", "Čáhput ŋ š ŧ ž – «Sámi»", "日本語 🪨", "a\u{0301}\u{202e}b", &long, &"ord ".repeat(500)] {
            let pixels = pixels(&draw(&card(title)));
            let edge = |x: usize| pixels.chunks(WIDTH as usize / 2).all(|row| row[x / 2] == 0);
            assert!(edge(0) && edge(WIDTH as usize - 60), "{title} runs over the edge");
        }
    }
}
