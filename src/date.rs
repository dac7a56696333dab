//! A day in the calendar, without a clock.

use std::fmt;

/// A valid day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// Reads `2026-11-21`, also with a time after it; `None` if there is no such day.
    pub fn parse(text: &str) -> Option<Date> {
        let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
        let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | ' ');
        if !time.chars().all(is_time) {
            return None;
        }
        let mut parts = day.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let date = Date { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
        (parts.next().is_none() && (1..=12).contains(&date.month) && (1..=days_in(year, date.month)).contains(&date.day)).then_some(date)
    }

    /// The day that lies `days` after 1 January 1970. Algorithm: Howard Hinnant, "chrono-compatible low-level
    /// date algorithms", `civil_from_days`.
    pub fn from_unix_days(days: i64) -> Option<Date> {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Some(Date { year: u16::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_read() {
        for good in ["2026-11-21", "2024-02-29", "2000-02-29", "2022-10-05T20:40:00+02:00"] {
            assert_eq!(Date::parse(good).map(|date| date.to_string()), Some(good[..10].to_owned()));
        }
        for bad in ["2026-13-01", "2026-02-29", "1900-02-29", "2026-1-1", "26-01-01", "", "2026-11-21-1", "å026-01-01"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_since_1970() {
        for (days, text) in [(0, "1970-01-01"), (59, "1970-03-01"), (20_778, "2026-11-21"), (-1, "1969-12-31"), (11_016, "2000-02-29")] {
            assert_eq!(Date::from_unix_days(days).map(|date| date.to_string()), Some(text.to_owned()));
        }
    }
}
