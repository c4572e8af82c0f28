//! Facts as data: opening hours, telephone lines, places, and the outputs made of them.

mod email;
mod export;
mod fallback;
mod front_end;
mod hours;
mod lines;
mod places;
