//! A text → lines that fit.

use super::font::Font;

/// What stands where a text was cut.
const MORE: &str = "…";
/// Letters of a line that are measured; no more than half of them fit.
const LONGEST: usize = 400;

/// The largest size at which a text fits, and its lines; at the smallest, what does not fit is cut off.
pub(super) fn fit(font: &Font, text: &str, sizes: &[f32], width: f32, height: f32) -> (f32, Vec<String>) {
    let mut fitted = (0.0, Vec::new());
    for &size in sizes {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of lines")]
        let room = (height / size) as usize;
        let lines = wrap(font, text, size, width);
        let whole_words = lines.iter().all(|(_, broken)| !broken);
        let mut texts: Vec<String> = lines.into_iter().map(|(line, _)| line).collect();
        let fits = texts.len() <= room;
        if !fits {
            texts.truncate(room);
            if let Some(last) = texts.last_mut() {
                *last = cut(font, &format!("{last}{MORE}{MORE}"), size, width).replace("……", MORE);
            }
        }
        fitted = (size, texts);
        if fits && whole_words {
            break;
        }
    }
    fitted
}

/// The beginning of a text that fits into a width, with a mark if it is not the whole.
pub(super) fn cut(font: &Font, text: &str, size: f32, width: f32) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    if font.width(&text, size) <= width {
        return text;
    }
    let mut end = text.len();
    while let Some((at, _)) = text[..end].char_indices().next_back() {
        end = at;
        let shorter = format!("{}{MORE}", text[..end].trim_end());
        if font.width(&shorter, size) <= width {
            return shorter;
        }
    }
    String::new()
}

/// Lines, and whether a word had to be broken at the end of each.
fn wrap(font: &Font, text: &str, size: f32, width: f32) -> Vec<(String, bool)> {
    let mut lines: Vec<(String, bool)> = Vec::new();
    let mut line = String::new();
    // What is far too long is cut before it is measured.
    for word in text.split_whitespace().take(100) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if font.width(&longer, size) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push((std::mem::take(&mut line), false));
        }
        let mut rest = word;
        while font.width(rest, size) > width && lines.len() < 20 {
            let end = beginning(font, rest, size, width);
            lines.push((format!("{}-", &rest[..end]), true));
            rest = &rest[end..];
        }
        rest.clone_into(&mut line);
    }
    lines.push((line, false));
    lines
}

/// Where a word is broken: as late as it fits with a hyphen, after one letter at least.
fn beginning(font: &Font, word: &str, size: f32, width: f32) -> usize {
    let ends = word.char_indices().map(|(at, _)| at).skip(1);
    let fits = |end: &usize| font.width(&word[..*end], size) + font.width("-", size) <= width;
    ends.take_while(fits).last().unwrap_or_else(|| word.chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_broken_and_long_texts_cut() {
        let font = Font::built_in();
        let fitted = |text: &str| fit(&font, text, &[60.0, 30.0], 500.0, 190.0);
        assert_eq!(fitted("Kort"), (60.0, vec!["Kort".to_owned()]));
        let (size, lines) = fitted("Flerbrukshallsamarbeidsavtaleforhandlinger");
        assert!(size < 31.0 && lines.len() == 2 && lines[0].ends_with('-'), "{lines:?}");
        let (_, lines) = fitted(&"ord ".repeat(300));
        assert!(lines.len() == 6 && lines[5].ends_with("ord…"), "{lines:?}");
        assert!(lines.iter().all(|line| font.width(line, 30.0) <= 500.0));
    }
}
