//! How hot the machine is, and how much of a time budget to use then.

/// How hot the machine is, as its system reports; later values are hotter.
///
/// ```
/// use dynet::ThermalStatus;
/// assert!(ThermalStatus::from_android(3) > ThermalStatus::Moderate);
/// assert_eq!(ThermalStatus::Moderate.budget_fraction(), 0.75);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ThermalStatus {
    /// Nothing is slowed down.
    #[default]
    Cool,
    /// Warm, but the user does not notice it yet.
    Light,
    /// The system slows down a little.
    Moderate,
    /// The system slows down much.
    Severe,
    /// The system does all it can to get cooler, or is about to switch off.
    Critical,
}

impl ThermalStatus {
    /// From a thermal status of Android's `PowerManager`, 0 (`THERMAL_STATUS_NONE`) to 6
    /// (`THERMAL_STATUS_SHUTDOWN`); a number beyond either end means the nearest.
    pub fn from_android(status: i32) -> Self {
        match status {
            ..=0 => Self::Cool,
            1 => Self::Light,
            2 => Self::Moderate,
            3 => Self::Severe,
            _ => Self::Critical,
        }
    }

    /// The fraction of a time budget to use, 0 to 1. Times were measured on a cool machine, a hot one
    /// takes longer, and less work cools it. At 0 only the lightest variant runs.
    pub fn budget_fraction(self) -> f64 {
        match self {
            Self::Cool | Self::Light => 1.0,
            Self::Moderate => 0.75,
            Self::Severe => 0.5,
            Self::Critical => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hotter_never_means_more_work() {
        let shares: Vec<f64> = (-1..=8)
            .map(|status| ThermalStatus::from_android(status).budget_fraction())
            .collect();
        assert!(shares.is_sorted_by(|a, b| a >= b), "{shares:?}");
        assert_eq!((shares[0], shares[9]), (1.0, 0.0));
    }
}
