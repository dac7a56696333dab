//! Dates and numbers → text, as a language writes them.

use super::primary;
use crate::date::Date;

const MONTHS_NORWEGIAN: [&str; 12] =
    ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];
const MONTHS_DANISH: [&str; 12] =
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
const MONTHS_ENGLISH: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A date written out: `21. november 2026`, `21 November 2026`. Other languages get the ISO form.
pub fn write_date(date: Date, lang: &str) -> String {
    let month = usize::from(date.month - 1);
    match primary(lang) {
        "nb" | "nn" | "no" => format!("{}. {} {}", date.day, MONTHS_NORWEGIAN[month], date.year),
        "da" => format!("{}. {} {}", date.day, MONTHS_DANISH[month], date.year),
        "en" => format!("{} {} {}", date.day, MONTHS_ENGLISH[month], date.year),
        _ => date.to_string(),
    }
}

/// `12500` → `12 500`, with a no-break space; the decimal comma where the language has one.
pub fn write_number(number: &str, lang: &str) -> String {
    let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
    let digits = whole.trim_start_matches('-');
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let grouped =
        if digits.len() < 5 { digits.to_owned() } else { group_digits(digits, if primary(lang) == "en" { ',' } else { '\u{a0}' }) };
    let sign = if whole.starts_with('-') { "\u{2212}" } else { "" };
    match part {
        Some(part) => format!("{sign}{grouped}{}{part}", if primary(lang) == "en" { '.' } else { ',' }),
        None => format!("{sign}{grouped}"),
    }
}

fn group_digits(digits: &str, mark: char) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out_by_language() {
        let date = Date { year: 2026, month: 5, day: 3 };
        assert_eq!(["nn", "da", "en", "fr"].map(|lang| write_date(date, lang)), ["3. mai 2026", "3. maj 2026", "3 May 2026", "2026-05-03"]);
    }

    #[test]
    fn numbers_are_written_by_language() {
        let cases = [
            ("158", "nb", "158"),
            ("12500", "nb", "12\u{a0}500"),
            ("1234567.5", "en", "1,234,567.5"),
            ("-0.5", "nb", "\u{2212}0,5"),
            ("1e3", "nb", "1e3"),
        ];
        for (number, lang, written) in cases {
            assert_eq!(write_number(number, lang), written);
        }
    }
}
