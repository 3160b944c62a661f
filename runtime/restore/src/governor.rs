//! Choosing a lighter or heavier variant while the machine gets warmer and cooler.

use std::time::Duration;

use crate::ThermalStatus;

/// Keeps the time of a frame within a budget by stepping between variants.
///
/// It needs no clock and no sensor, because a throttled processor takes longer. If the system reports
/// how hot it is, [`Governor::set_thermal_status`] makes it step down earlier. Steps down are quick,
/// so that few frames are late. A step up waits until the heavier variant would have fitted for a
/// while, and longer after every step up that failed. So a load between two variants does not make
/// it switch back and forth.
///
/// ```
/// use dynet::governor::Governor;
/// use std::time::Duration;
/// // Variants S and L, lightest first, with the work of a frame in any unit.
/// let mut governor = Governor::new(Duration::from_millis(100), &[1.0, 2.0]);
/// assert_eq!(governor.select(), 0); // the lightest, until a time is known
/// for _ in 0..30 {
///     let frame = if governor.select() == 0 { 40 } else { 80 };
///     governor.record(Duration::from_millis(frame));
/// }
/// assert_eq!(governor.select(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Governor {
    budget: f64,
    heat: ThermalStatus,
    costs: Vec<f64>,
    now: usize,
    /// Seconds of work of cost 1, averaged; nothing before the first frame.
    speed: Option<f64>,
    /// Late frames in a row.
    late: u32,
    /// Frames in a row after which the next variant would have fitted.
    fitting: u32,
    /// How many of those it takes to step up.
    patience: u32,
    /// Frames since the last step up.
    since_up: u32,
}

/// Weight of a new time in the moving average: about five frames decide.
const NEW: f64 = 0.2;
/// Late frames in a row that cause a step down: a single one may be an outlier.
const LATE: u32 = 2;
/// A frame that takes this much of the budget causes a step down at once.
const MUCH: f64 = 1.5;
/// The most of the budget that the heavier variant may be expected to need.
const ROOM: f64 = 0.9;
/// Fitting frames before a step up, initially and at most.
const PATIENCE: std::ops::RangeInclusive<u32> = 8..=256;

impl Governor {
    /// `budget` is the time per frame; `costs` is each variant's work per frame, lightest first, in
    /// any unit (such as multiplications). With no costs, [`Governor::select`] gives 0.
    pub fn new(budget: Duration, costs: &[f64]) -> Self {
        Self {
            budget: budget.as_secs_f64(),
            heat: ThermalStatus::Cool,
            costs: costs.to_vec(),
            now: 0,
            speed: None,
            late: 0,
            fitting: 0,
            patience: *PATIENCE.start(),
            since_up: u32::MAX,
        }
    }

    /// The variant for the next frame: its index in the costs.
    pub fn select(&self) -> usize {
        self.now
    }

    /// Sets another budget from the next frame on, such as one for a low battery.
    pub fn set_budget(&mut self, budget: Duration) {
        self.budget = budget.as_secs_f64();
        (self.late, self.fitting) = (0, 0);
    }

    /// Sets how hot the machine is: [`ThermalStatus::budget_fraction`] of the budget is used from the next frame on.
    pub fn set_thermal_status(&mut self, heat: ThermalStatus) {
        self.heat = heat;
        (self.late, self.fitting) = (0, 0);
    }

    /// Records how long a frame of the chosen variant took.
    pub fn record(&mut self, time: Duration) {
        let Some(&cost) = self.costs.get(self.now) else {
            return;
        };
        let seconds = time.as_secs_f64();
        let budget = self.budget * self.heat.budget_fraction();
        let new = seconds / cost.max(f64::MIN_POSITIVE);
        let speed = self.speed.map_or(new, |old| old + NEW * (new - old));
        self.speed = Some(speed);
        self.since_up = self.since_up.saturating_add(1);

        self.late = if seconds > budget { self.late + 1 } else { 0 };
        if self.now > 0 && (self.late >= LATE || seconds > MUCH * budget) {
            return self.down();
        }
        let next = self.costs.get(self.now + 1);
        let fits = next.is_some_and(|next| next * speed <= ROOM * budget);
        self.fitting = if fits { self.fitting + 1 } else { 0 };
        if self.fitting >= self.patience {
            self.now += 1;
            (self.late, self.fitting, self.since_up) = (0, 0, 0);
        }
    }

    fn down(&mut self) {
        // After a step up that did not last, the wait doubles; after one that did, it is reset.
        let held = self.since_up > 4 * self.patience;
        self.patience = match held {
            true => *PATIENCE.start(),
            false => (self.patience * 2).min(*PATIENCE.end()),
        };
        self.now -= 1;
        (self.late, self.fitting) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A phone: work heats it, in warm air more, and takes longer the hotter it is.
    struct Phone {
        heat: f64,
        air: f64,
    }

    impl Phone {
        /// How long work of that cost takes.
        fn frame(&mut self, cost: f64) -> Duration {
            self.heat += 0.01 * (self.air * cost / 2.0 - self.heat);
            Duration::from_secs_f64(0.02 * cost * (1.0 + self.heat))
        }
    }

    const COSTS: [f64; 3] = [1.0, 1.5, 2.0];

    /// Variants chosen over a number of frames, and how many of those were late.
    fn run(governor: &mut Governor, phone: &mut Phone, frames: usize) -> (Vec<usize>, usize) {
        let budget = Duration::from_secs_f64(governor.budget);
        let mut late = 0;
        let chosen = (0..frames).map(|_| {
            let variant = governor.select();
            let time = phone.frame(COSTS[variant]);
            governor.record(time);
            late += usize::from(time > budget);
            variant
        });
        (chosen.collect(), late)
    }

    fn changes(chosen: &[usize]) -> usize {
        chosen.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    #[test]
    fn a_cool_machine_gets_the_heaviest_and_keeps_it() {
        let mut governor = Governor::new(Duration::from_millis(50), &COSTS);
        let mut phone = Phone {
            heat: 0.0,
            air: 0.0,
        };
        let (chosen, late) = run(&mut governor, &mut phone, 200);
        assert_eq!((chosen[199], late, changes(&chosen)), (2, 0, 2));
    }

    #[test]
    fn heat_steps_down_and_cool_air_up_again() {
        let mut governor = Governor::new(Duration::from_millis(50), &COSTS);
        let mut phone = Phone {
            heat: 0.0,
            air: 0.6,
        };
        let (hot, late) = run(&mut governor, &mut phone, 3000);
        assert_eq!(
            hot[2999], 1,
            "too hot for the heaviest, cool enough for the next"
        );
        assert!(late * 100 < 3 * hot.len(), "{late} late frames");
        phone.air = 0.0;
        let (cool, _) = run(&mut governor, &mut phone, 1200);
        assert_eq!(cool[1199], 2, "it never came back");
    }

    #[test]
    fn a_load_between_two_variants_does_not_flicker() {
        // The heavier one is late every tenth frame only, which the average does not show.
        let mut governor = Governor::new(Duration::from_millis(50), &COSTS);
        let (mut steps, mut before) = (0, 0);
        for frame in 0..5000 {
            let variant = governor.select();
            steps += usize::from(variant != before);
            before = variant;
            let hiccup = if variant == 2 && frame % 10 < 2 {
                1.6
            } else {
                1.0
            };
            governor.record(Duration::from_secs_f64(0.02 * COSTS[variant] * hiccup));
        }
        // Without longer and longer waits it would be 5000 / 15 steps.
        assert!(steps < 60, "{steps} steps");
    }

    #[test]
    fn a_hot_system_steps_down_before_frames_come_late() {
        let mut governor = Governor::new(Duration::from_millis(50), &COSTS);
        let mut phone = Phone {
            heat: 0.0,
            air: 0.0,
        };
        // 20, 30 and 40 ms a frame; of the budget 50, 37.5, 25 and 0 ms are left.
        let mut settled = |heat| {
            governor.set_thermal_status(heat);
            run(&mut governor, &mut phone, 300).0[299]
        };
        let statuses = [
            ThermalStatus::Cool,
            ThermalStatus::Moderate,
            ThermalStatus::Severe,
            ThermalStatus::Critical,
        ];
        assert_eq!(statuses.map(&mut settled), [2, 1, 0, 0]);
        assert_eq!(settled(ThermalStatus::Light), 2, "it never came back");
    }

    #[test]
    fn one_late_frame_is_forgiven_and_a_very_late_one_is_not() {
        let at_two = || {
            let mut governor = Governor::new(Duration::from_millis(50), &COSTS);
            run(
                &mut governor,
                &mut Phone {
                    heat: 0.0,
                    air: 0.0,
                },
                100,
            );
            assert_eq!(governor.select(), 2);
            governor
        };
        let mut governor = at_two();
        governor.record(Duration::from_millis(60));
        assert_eq!(governor.select(), 2);
        governor.record(Duration::from_millis(60));
        assert_eq!(governor.select(), 1);
        let mut governor = at_two();
        governor.record(Duration::from_millis(80));
        assert_eq!(governor.select(), 1);
        // Even the lightest may be late; there is nothing below it.
        let mut governor = Governor::new(Duration::from_millis(1), &COSTS);
        governor.record(Duration::from_secs(1));
        assert_eq!(governor.select(), 0);
    }
}
