//! Dates in UTC, as stream labels, signatures and the messages of quotas write them.

use std::fmt;

use crate::Timestamp;

const DAY: i64 = 86_400_000;
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The day in UTC, counted from 1970-01-01.
#[must_use]
pub const fn day(time: Timestamp) -> i64 {
    time.0.div_euclid(DAY)
}

/// `2026-10-09T00:21:34.056`: the label of a stream enabled at that time.
#[derive(Debug, Clone, Copy)]
pub struct Label(pub Timestamp);

/// `2026-10-09T00:21:34Z`, as messages about restores write times.
#[derive(Debug, Clone, Copy)]
pub struct Second(pub Timestamp);

/// `Friday, October 9, 2026 at 12:21:34 AM Coordinated Universal Time`, as `LimitExceededException` writes times.
#[derive(Debug, Clone, Copy)]
pub struct Prose(pub Timestamp);

/// `20261009T002134Z`, as signatures write times.
#[derive(Debug, Clone, Copy)]
pub struct Basic(pub Timestamp);

/// `Fri, 09 Oct 2026 00:21:34 GMT`, as HTTP writes times.
#[derive(Debug, Clone, Copy)]
pub struct Http(pub Timestamp);

/// Seconds since 1970 of a time written as `20261009T002134Z`, `2026-10-09T00:21:34Z` or `2026-10-09`.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let (date, clock) = text.split_once('T').unwrap_or((text, "000000Z"));
    let digits = |text: &str, separator: char, length: usize| {
        let digits: String = text.chars().filter(|character| *character != separator).collect();
        let valid = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<i64>().ok().filter(|_| valid)
    };
    let date = digits(date, '-', 8)?;
    let clock = digits(clock.strip_suffix('Z')?, ':', 6)?;
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    let (hour, minute, second) = (clock / 10_000, clock / 100 % 100, clock % 100);
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    valid.then(|| days_before(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

/// Seconds since 1970 of a time as HTTP writes it: `Fri, 09 Oct 2026 00:21:34 GMT`.
#[must_use]
pub fn parse_http(text: &str) -> Option<i64> {
    let mut words = text.split_once(',')?.1.split_ascii_whitespace();
    let day: i64 = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| month.get(..3) == Some(name))?;
    let year: i64 = words.next()?.parse().ok().filter(|year| (1..10_000).contains(year))?;
    let mut clock = words.next()?.split(':').map(|part| part.parse::<i64>().ok().filter(|part| (0..=60).contains(part)));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let month = i64::try_from(month).ok()? + 1;
    (words.next() == Some("GMT") && hour < 24)
        .then(|| days_before(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

/// The days from 1970-01-01 to a date of the proleptic Gregorian calendar.
const fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let (year, month_from_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

struct Date {
    year: i64,
    month: i64,
    day: i64,
}

struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
    millisecond: i64,
}

impl Date {
    /// The proleptic Gregorian date: years begin in March, so that the leap day is the last of its year.
    const fn of(time: Timestamp) -> Self {
        let shifted = day(time) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let turned = if month <= 2 { 1 } else { 0 };
        Self { year: era * 400 + year_of_era + turned, month, day: day_of_year - (153 * month_from_march + 2) / 5 + 1 }
    }
}

impl Clock {
    const fn of(time: Timestamp) -> Self {
        let milliseconds = time.0.rem_euclid(DAY);
        let seconds = milliseconds / 1000;
        let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
        Self { hour, minute, second: seconds % 60, millisecond: milliseconds % 1000 }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Date { year, month, day }, clock) = (Date::of(self.0), Clock::of(self.0));
        let Clock { hour, minute, second, millisecond } = clock;
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}")
    }
}

impl fmt::Display for Second {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Date { year, month, day }, Clock { hour, minute, second, .. }) = (Date::of(self.0), Clock::of(self.0));
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl fmt::Display for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Date { year, month, day: day_of_month }, clock) = (Date::of(self.0), Clock::of(self.0));
        let Clock { hour, minute, second, .. } = clock;
        let short = |name: &'static str| name.get(..3).unwrap_or_default();
        let (weekday, month) = (short(nth(&WEEKDAYS, day(self.0).rem_euclid(7))), short(nth(&MONTHS, month - 1)));
        write!(formatter, "{weekday}, {day_of_month:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }
}

impl fmt::Display for Basic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Date { year, month, day }, Clock { hour, minute, second, .. }) = (Date::of(self.0), Clock::of(self.0));
        write!(formatter, "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { year, month, day: day_of_month } = Date::of(self.0);
        let Clock { hour, minute, second, .. } = Clock::of(self.0);
        let weekday = nth(&WEEKDAYS, day(self.0).rem_euclid(7));
        let month = nth(&MONTHS, month - 1);
        let half = if hour < 12 { "AM" } else { "PM" };
        let hour = (hour + 11) % 12 + 1;
        write!(
            formatter,
            "{weekday}, {month} {day_of_month}, {year} at {hour}:{minute:02}:{second:02} {half} Coordinated Universal Time"
        )
    }
}

fn nth(names: &[&'static str], at: i64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_dates_with_milliseconds() {
        for (time, label) in [
            (0, "1970-01-01T00:00:00.000"),
            (1_590_601_774_056, "2020-05-27T17:49:34.056"),
            (951_782_400_000, "2000-02-29T00:00:00.000"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999"),
            (-1, "1969-12-31T23:59:59.999"),
        ] {
            assert_eq!(Label(Timestamp(time)).to_string(), label);
        }
    }

    #[test]
    fn restores_write_times_without_milliseconds() {
        assert_eq!(Second(Timestamp(1_590_601_774_056)).to_string(), "2020-05-27T17:49:34Z");
    }

    #[test]
    fn http_writes_times_in_gmt() {
        assert_eq!(Http(Timestamp(1_791_505_294_999)).to_string(), "Fri, 09 Oct 2026 00:21:34 GMT");
    }

    #[test]
    fn signatures_write_times_that_can_be_read() {
        for time in [0, 1_590_601_774, 951_782_400, 4_107_542_399, -1, 1_790_812_800, 13_569_465_600] {
            let written = Basic(Timestamp(time * 1000)).to_string();
            assert_eq!(parse(&written), Some(time), "{written}");
        }
        assert_eq!(Basic(Timestamp(1_590_601_774_056)).to_string(), "20200527T174934Z");
    }

    #[test]
    fn times_are_read_and_nothing_else_is() {
        for (text, seconds) in [
            ("2026-10-01", 1_790_812_800),
            ("2020-05-27T17:49:34Z", 1_590_601_774),
            ("20000229T000000Z", 951_782_400),
            ("21000228T235959Z", 4_107_542_399),
            ("19691231T235959Z", -1),
        ] {
            assert_eq!(parse(text), Some(seconds), "{text}");
        }
        for text in ["", "2026", "20261301T000000Z", "20261001T250000Z", "20261001T000000", "20261001T00000éZ", "Thu, 1 Oct 2026"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn quotas_write_times_in_prose() {
        for (time, prose) in [
            (1_791_505_294_000, "Friday, October 9, 2026 at 12:21:34 AM Coordinated Universal Time"),
            (1_676_283_939_000, "Monday, February 13, 2023 at 10:25:39 AM Coordinated Universal Time"),
            (1_676_292_339_000, "Monday, February 13, 2023 at 12:45:39 PM Coordinated Universal Time"),
        ] {
            assert_eq!(Prose(Timestamp(time)).to_string(), prose);
        }
    }
}
