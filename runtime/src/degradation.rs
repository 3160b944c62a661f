//! stub
use crate::Planar;
/// Kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// n
    Noise,
}
impl Kind {
    /// n
    pub fn name(self) -> &'static str {
        "noise"
    }
}
/// d
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Degradation {
    /// k
    pub kind: Kind,
    /// a
    pub amount: f32,
}
/// e
pub fn estimate(_: &Planar) -> Option<Degradation> {
    None
}
