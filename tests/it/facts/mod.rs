//! Facts as data: opening hours, telephone lines, places, and the outputs made of them.

mod export;
mod hours;
mod lines;
mod places;
