//! How long each stage took. The build's only look at a clock, and nothing in the site depends on it.

use std::time::{Duration, Instant};

/// Stages in order, with their time.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    /// (stage, time)
    pub stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn measure<T>(&mut self, stage: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = run();
        self.stages.push((stage, start.elapsed()));
        value
    }

    /// A line for each stage, and the sum.
    pub fn table(&self) -> String {
        let line = |(stage, time): &(&str, Duration)| format!("{stage:<10} {:>9.1} ms\n", time.as_secs_f64() * 1000.0);
        let total = ("total", self.stages.iter().map(|(_, time)| *time).sum());
        self.stages.iter().chain([&total]).map(line).collect()
    }
}
