//! The city's time zone and calendar: its Land's holidays, and the file of the operator's.

use anyhow::Context;

use crate::config::CitySettings;
use crate::domain::holiday::Calendar;
use crate::domain::hours::City;
use crate::exchange::holiday_file;

/// Reads the file of holidays, if there is one.
pub(super) fn city(settings: &CitySettings) -> anyhow::Result<City> {
    let calendar = match &settings.holidays {
        None => Calendar::of_land(settings.region),
        Some(file) => {
            let name = file.display();
            let text = std::fs::read_to_string(file).with_context(|| format!("the holidays {name}"))?;
            holiday_file::read(&text, settings.region).with_context(|| format!("the holidays {name}"))?
        }
    };
    Ok(City { time_zone: settings.time_zone, calendar })
}
