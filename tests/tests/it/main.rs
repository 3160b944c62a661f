//! What crosses crates: from weights to a restored photo.

mod add_ons;
mod arrows;
mod default_pack;
mod end_to_end;
mod pack_limits;
mod seams;
