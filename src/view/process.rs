//! A process model → inline SVG that says in words what it shows, and the same steps as a list beside it.
//!
//! The drawing is for those who look; the list holds all of it. Sizes and colours are the style sheet's; the drawing
//! has classes and no style. Invariant: every number in it is rounded, so that two machines draw the same bytes.

use super::Scope;
use crate::entry::Process;
use crate::html::escape;

/// Letters in a line of a step's label.
const LINE: usize = 16;
const STEP_WIDTH: f64 = 156.0;
const STEP_HEIGHT: f64 = 84.0;

/// The figure.
pub(super) fn draw(process: &Process, scope: &Scope) -> String {
    let steps: Vec<String> = process.steps.iter().map(|(title, text)| item(title, text)).collect();
    let title = if process.title.is_empty() { scope.t("process") } else { process.title.clone() };
    let (width, height, shapes) = if process.cyclic { cycle(process) } else { line(process) };
    let mut figure = String::from("<figure class=\"process\" data-shape=\"");
    figure.push_str(if process.cyclic { "cycle" } else { "line" });
    let label = format!("{title}: {}", description(process));
    push(
        &mut figure,
        format_args!("\"><svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" focusable=\"false\">", escape(&label)),
    );
    figure.push_str(&shapes);
    push(
        &mut figure,
        format_args!(
            "</svg><ol>{}</ol><figcaption>{}</figcaption></figure>",
            steps.concat(),
            escape(if process.description.is_empty() { &title } else { &process.description })
        ),
    );
    figure
}

fn item(title: &str, text: &str) -> String {
    if text.is_empty() {
        format!("<li><b>{}</b></li>", escape(title))
    } else {
        format!("<li><b>{}</b> <span>{}</span></li>", escape(title), escape(text))
    }
}

/// What the drawing shows, in words: `1. A → 2. B → 1. A`.
fn description(process: &Process) -> String {
    let mut steps: Vec<String> = process.steps.iter().enumerate().map(|(place, (title, _))| format!("{}. {title}", place + 1)).collect();
    if process.cyclic {
        steps.extend(steps.first().cloned());
    }
    steps.join(" → ")
}

#[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
fn line(process: &Process) -> (u32, u32, String) {
    const GAP: f64 = 34.0;
    let mut shapes = String::new();
    for (place, (title, _)) in process.steps.iter().enumerate() {
        let x = 2.0 + place as f64 * (STEP_WIDTH + GAP);
        if place > 0 {
            arrow(&mut shapes, (x - GAP + 3.0, 2.0 + STEP_HEIGHT / 2.0), (x - 4.0, 2.0 + STEP_HEIGHT / 2.0));
        }
        step(&mut shapes, x, 2.0, place, title);
    }
    let width = process.steps.len() as f64 * (STEP_WIDTH + GAP) - GAP + 4.0;
    (whole(width), whole(STEP_HEIGHT + 4.0), shapes)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
fn cycle(process: &Process) -> (u32, u32, String) {
    let count = process.steps.len() as f64;
    let (across, down) = ((count * 46.0).max(165.0), (count * 40.0).max(130.0));
    let (x, y) = (across + STEP_WIDTH / 2.0 + 4.0, down + STEP_HEIGHT / 2.0 + 4.0);
    let angle = |place: f64| place / count * std::f64::consts::TAU - std::f64::consts::FRAC_PI_2;
    let point = |place: f64| (x + across * angle(place).cos(), y + down * angle(place).sin());
    let mut shapes = String::new();
    for place in 0..process.steps.len() {
        // The arrow stands in the middle of the way to the next step, along the round.
        let middle = place as f64 + 0.5;
        arrow(&mut shapes, point(middle - 0.12), point(middle + 0.12));
    }
    for (place, (title, _)) in process.steps.iter().enumerate() {
        let (x, y) = point(place as f64);
        step(&mut shapes, x - STEP_WIDTH / 2.0, y - STEP_HEIGHT / 2.0, place, title);
    }
    (whole(2.0 * x), whole(2.0 * y), shapes)
}

fn step(shapes: &mut String, x: f64, y: f64, place: usize, title: &str) {
    let lines = wrap(&format!("{}. {title}", place + 1));
    push(
        shapes,
        format_args!("<rect class=\"process-step\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{STEP_WIDTH}\" height=\"{STEP_HEIGHT}\" rx=\"10\"/>"),
    );
    push(shapes, format_args!("<text class=\"process-label\" text-anchor=\"middle\" font-size=\"14\">"));
    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    for (number, line) in lines.iter().enumerate() {
        let offset = (number as f64 - (lines.len() as f64 - 1.0) / 2.0) * 17.0 + 5.0;
        push(
            shapes,
            format_args!("<tspan x=\"{:.1}\" y=\"{:.1}\">{}</tspan>", x + STEP_WIDTH / 2.0, y + STEP_HEIGHT / 2.0 + offset, escape(line)),
        );
    }
    shapes.push_str("</text>");
}

/// A short line with a head.
fn arrow(shapes: &mut String, from: (f64, f64), to: (f64, f64)) {
    const HEAD: f64 = 8.0;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let back = (to.0 - ux * HEAD, to.1 - uy * HEAD);
    let side = |sign: f64| (back.0 - sign * uy * HEAD * 0.6, back.1 + sign * ux * HEAD * 0.6);
    let (left, right) = (side(1.0), side(-1.0));
    push(
        shapes,
        format_args!(
            "<path class=\"process-arrow\" d=\"M{:.1} {:.1}L{:.1} {:.1}M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}\"/>",
            from.0, from.1, to.0, to.1, left.0, left.1, to.0, to.1, right.0, right.1
        ),
    );
}

/// Breaks a label into at most four lines at spaces; a word that is too long for a line is broken by a hyphen.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut letters: Vec<char> = word.chars().collect();
        while letters.len() > LINE + 2 {
            let rest = letters.split_off(LINE - 1);
            lines.push(letters.into_iter().collect::<String>() + "-");
            letters = rest;
        }
        let word: String = letters.into_iter().collect();
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE && !line.ends_with('-') => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    if lines.len() > 4 {
        lines.truncate(4);
        lines[3].push('…');
    }
    lines
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a drawing of some hundred units")]
fn whole(length: f64) -> u32 {
    length.ceil().max(0.0) as u32
}

fn push(text: &mut String, arguments: std::fmt::Arguments) {
    text.push_str(&arguments.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_wrapped() {
        assert_eq!(wrap("1. Definere problemer, utfordringer"), ["1. Definere", "problemer,", "utfordringer"]);
        assert_eq!(wrap("innovasjonssystemutvikling"), ["innovasjonssyst-", "emutvikling"]);
    }
}
