//! Opening hours: as they are stored, in words, and as a calendar.

use std::sync::Arc;

use async_graphql::{Enum, Object, SimpleObject};

use super::date::Date;
use super::date_time::Moment;
use super::locale::LocaleTag;
use super::text::{Language, Text, TextOrigin};
use crate::domain::holiday::{Holiday, HolidayName};
use crate::domain::hours;
use crate::domain::hours::text::holiday_name;
use crate::domain::hours::{IntervalKind, MAX_DAYS, Timetable};
use crate::domain::locale::{Chain, Locale};
use crate::graphql::error::Failure;
use crate::graphql::problem::Problem;
use crate::graphql::public::is_desk;
use crate::graphql::request::{Context, ContextExt};
use crate::graphql::scope::Scope;

/// How many days `days` shows when nothing is said: a week.
pub const DEFAULT_DAYS: i32 = 7;

/// When somebody or something can be reached.
pub struct OpeningHours {
    hours: hours::OpeningHours,
    scope: Scope,
}

impl OpeningHours {
    pub const fn new(hours: hours::OpeningHours, scope: Scope) -> Self {
        Self { hours, scope }
    }

    /// What a timetable says of so many days, off the async workers where that takes long. Null where there is none.
    async fn look<T: Send + 'static>(
        &self,
        request: &Context,
        days: u64,
        ask: impl FnOnce(&Timetable<'_>) -> T + Send + 'static,
    ) -> Result<Option<T>, Failure> {
        let Some(reading) = request.hours.reading(&self.hours) else { return Ok(None) };
        let timetable = reading.clone().in_city(&request.city);
        let effort = timetable.effort_of_day() * days;
        request.effort.spend(effort)?;
        if request.effort.is_quick(effort) {
            return Ok(Some(ask(&timetable)));
        }
        let city = Arc::clone(&request.city);
        request.rendering.at_length(move || ask(&reading.in_city(&city))).await.map(Some)
    }

    fn chain(&self, locale: Option<LocaleTag>) -> Chain {
        self.scope.chain_for(locale.as_ref().map(|tag| &tag.0))
    }
}

/// When somebody or something can be reached: the same in every language, and in words of each. Days and times are those
/// of the city's time zone, holidays those of its region and of the operator.
#[Object]
impl OpeningHours {
    /// The hours in OpenStreetMap's opening_hours syntax
    /// (<https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>), such as
    /// "Mo,Tu,Th,Fr 08:30-12:30; We off", in the city's time zone. Null where there are none but by appointment.
    async fn rule(&self) -> Option<&str> {
        self.hours.rule.as_deref()
    }

    /// Whether appointments are made: instead of fixed hours where `rule` is null, else beside them.
    async fn is_by_appointment(&self) -> bool {
        self.hours.is_by_appointment
    }

    /// In words, such as "Montag, Dienstag, Donnerstag und Freitag: 8:30–12:30 Uhr; Mittwoch geschlossen": in the first
    /// language of the chain that the server speaks (de, de-simple, en, ar, fa, fr, it, pl, ro, ru, tr, uk, zh-Hant), else
    /// in German. A rule that has no words is shown as it is written, with `lang` "zxx". On one line, in plain German
    /// (de-simple) on one for each statement.
    async fn text(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Text, Failure> {
        let chain = self.chain(locale);
        let (value, lang) = ctx.request().hours.text(&self.hours, &chain);
        ctx.request().texts.take(&value)?;
        Ok(generated(value.to_string(), lang, &chain))
    }

    /// Whether it is open. Null where nobody can say: by appointment only, an open end ("14:00+"), hours by the sun.
    async fn is_open(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "When. Left out: now.")] at: Option<Moment>,
    ) -> Result<Option<bool>, Failure> {
        let request = ctx.request();
        let at = at.map_or(request.now, |at| at.0);
        Ok(self.look(request, 1, move |timetable| timetable.is_open(at)).await?.flatten())
    }

    /// The next moment at which `isOpen` changes. Null where it does not within five years, and where nobody can say.
    async fn next_change(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "After when. Left out: now.")] at: Option<Moment>,
    ) -> Result<Option<Moment>, Failure> {
        let request = ctx.request();
        pause().await;
        let Some(reading) = request.hours.reading(&self.hours) else { return Ok(None) };
        let after = at.map_or(request.now, |at| at.0);
        let mut spent = 0;
        let soon = reading.clone().in_city(&request.city).next_change_within(after, |effort| {
            spent += effort;
            if request.effort.is_quick(effort) { Ok(()) } else { Err(()) }
        });
        if let Ok(change) = soon {
            request.effort.spend(spent)?;
            return Ok(change.map(Moment));
        }
        let (city, effort) = (Arc::clone(&request.city), Arc::clone(&request.effort));
        let search = move || reading.in_city(&city).next_change_within(after, |days| effort.spend(days));
        Ok(request.rendering.at_length(search).await??.map(Moment))
    }

    /// Day by day, each with its hours. Empty where there are no fixed hours, or none that a calendar can show.
    async fn days(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first day. Left out: today, in the city.")] from: Option<Date>,
        #[graphql(desc = "How many days: from 1 to 366.", default_with = "DEFAULT_DAYS")] count: i32,
    ) -> Result<Vec<OpeningDay>, Failure> {
        let days = usize::try_from(count).ok().filter(|days| (1..=MAX_DAYS).contains(days));
        let days = days.ok_or_else(|| {
            Failure::bad_request(format!("`count` must be from 1 to {MAX_DAYS}, but is {count}"))
        })?;
        let request = ctx.request();
        pause().await;
        let from = from.map_or_else(|| request.city.today(request.now), |date| date.0);
        let days = self.look(request, days as u64, move |timetable| timetable.days(from, days)).await?;
        let days = days.unwrap_or_default().into_iter();
        Ok(days.map(|day| OpeningDay { day, scope: self.scope.clone() }).collect())
    }
}

/// Lets others in, and gives up where nobody waits any more: some rules take long.
async fn pause() {
    tokio::task::yield_now().await;
}

/// A text that the server made.
fn generated(value: String, lang: Locale, chain: &Chain) -> Text {
    let is_fallback = lang != *chain.asked();
    Text {
        value,
        language: Language { lang, is_fallback, is_outdated: false, origin: TextOrigin::Generated },
    }
}

/// A day of opening hours.
pub struct OpeningDay {
    day: hours::OpeningDay,
    scope: Scope,
}

impl OpeningDay {
    fn named(&self, name: &HolidayName, chain: &Chain) -> Option<Text> {
        let (name, lang) = name.find(chain)?;
        // A name for all languages is a name in none of them: it stands in for the source's.
        let lang = lang.unwrap_or_else(|| self.scope.locales().source().clone());
        Some(generated(name.to_owned(), lang, chain))
    }
}

/// A day of the calendar, from midnight to midnight in the city: 23 or 25 hours long when the clocks change.
#[Object]
impl OpeningDay {
    /// The date.
    async fn date(&self) -> Date {
        Date(self.day.date)
    }

    /// Whether it is a public holiday, by law or because the operator says so. It may be open all the same: the rule says
    /// what becomes of holidays.
    async fn is_holiday(&self) -> bool {
        self.day.holiday.is_some()
    }

    /// The name of the public holiday. Null where it is none, or has no name in a language of the chain.
    async fn holiday_name(
        &self,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Option<Text> {
        let chain = self.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        match self.day.holiday.as_ref()? {
            Holiday::Public(holiday) => {
                let (name, lang) = holiday_name(*holiday, &chain);
                Some(generated(name.to_owned(), lang, &chain))
            }
            Holiday::Own(name) => self.named(name, &chain),
        }
    }

    /// Whether schools have holidays, as the operator says.
    async fn is_school_holiday(&self) -> bool {
        self.day.school_holiday.is_some()
    }

    /// The name of the school holidays. Null where there are none, or none with a name in a language of the chain.
    async fn school_holiday_name(
        &self,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Option<Text> {
        let chain = self.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        self.named(self.day.school_holiday.as_ref()?, &chain)
    }

    /// When it is open, or may be, in order. Empty on a day on which it is closed. What goes on past midnight ends here at
    /// 24:00 and begins on the next day at 00:00.
    async fn intervals(&self) -> Vec<OpeningInterval> {
        self.day.intervals.iter().map(OpeningInterval::of).collect()
    }

    /// The remark that the rule has on hours at which it is closed, such as "Betriebsausflug". Null where it has none.
    async fn closed_remark(&self) -> Option<&str> {
        self.day.closed_remark.as_deref()
    }
}

/// Whether an interval is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OpeningState {
    /// It is open.
    Open,
    /// It may be open: the rule says `unknown`, or leaves the end open ("14:00+").
    Unknown,
}

/// A part of a day in which it is open, or may be.
#[derive(SimpleObject)]
pub struct OpeningInterval {
    /// The time on the clock from which it holds, such as "08:30".
    from: String,
    /// The time on the clock at which it holds no more, such as "12:30", or "24:00".
    to: String,
    /// The moment from which it holds.
    starts_at: Moment,
    /// The first moment at which it holds no more.
    ends_at: Moment,
    /// Whether it is certain.
    state: OpeningState,
    /// The remark that the rule has on it, in the language in which it was written. Null where it has none.
    comment: Option<String>,
}

impl OpeningInterval {
    fn of(interval: &hours::Interval) -> Self {
        Self {
            from: interval.from.local.to_string(),
            to: interval.to.local.to_string(),
            starts_at: Moment(interval.from.instant),
            ends_at: Moment(interval.to.instant),
            state: match interval.kind {
                IntervalKind::Open => OpeningState::Open,
                IntervalKind::Unknown => OpeningState::Unknown,
            },
            comment: interval.comment.clone(),
        }
    }
}

/// What was read out of a text about opening hours: all of it, or nothing.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct OpeningHoursReading {
    /// The hours that the text says: their `rule` and `isByAppointment` are what mutations take. Null where a problem
    /// stands against it.
    pub opening_hours: Option<OpeningHours>,
    /// What was not understood, with its place in the text.
    pub problems: Vec<Problem>,
}
