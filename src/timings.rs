//! How long each stage took. Nothing in the site depends on them.

use std::time::{Duration, Instant};

/// Stages in order, with their time. Some run side by side.
#[derive(Debug, Clone)]
pub struct Timings {
    /// (stage, time)
    pub stages: Vec<(&'static str, Duration)>,
    begun: Instant,
}

impl Default for Timings {
    fn default() -> Self {
        Self { stages: Vec::new(), begun: Instant::now() }
    }
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn measure<T>(&mut self, stage: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = run();
        self.stages.push((stage, start.elapsed()));
        value
    }

    /// Runs two rows of stages side by side and notes both.
    pub fn side_by_side<A: Send, B: Send>(
        &mut self,
        one: impl FnOnce(&mut Self) -> A + Send,
        other: impl FnOnce(&mut Self) -> B + Send,
    ) -> (A, B) {
        let (mut of_one, mut of_other) = (Self::default(), Self::default());
        let both = rayon::join(|| one(&mut of_one), || other(&mut of_other));
        self.stages.extend(of_one.stages.into_iter().chain(of_other.stages));
        both
    }

    /// A line for each stage, and one for the time since the first began.
    pub fn table(&self) -> String {
        let line = |(stage, time): &(&str, Duration)| format!("{stage:<10} {:>9.1} ms\n", time.as_secs_f64() * 1000.0);
        self.stages.iter().chain([&("total", self.begun.elapsed())]).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_stand_in_the_order_of_the_source() {
        let mut timings = Timings::default();
        timings.measure("first", || ());
        let both = timings.side_by_side(|timings| timings.measure("one", || 1), |timings| timings.measure("other", || 2));
        let names: Vec<&str> = timings.stages.iter().map(|(name, _)| *name).collect();
        assert_eq!((both, names), ((1, 2), vec!["first", "one", "other"]));
    }
}
