//! A list of things to do, each announced and timed; the first failure ends it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// A step: what it is called and what it does.
pub struct Step {
    name: &'static str,
    action: fn() -> Result<()>,
}

/// Names `action`.
pub const fn step(name: &'static str, action: fn() -> Result<()>) -> Step {
    Step { name, action }
}

/// Runs `steps` in order and ends with one line that sums them up.
pub fn run(steps: &[Step]) -> Result<()> {
    let start = Instant::now();
    for (done, step) in steps.iter().enumerate() {
        let summary = || format!("FAILED at \"{}\" after {done} of {} steps, {}", step.name, steps.len(), show(start.elapsed()));
        run_one(step).with_context(summary)?;
    }
    println!("\nall {} steps passed in {}", steps.len(), show(start.elapsed()));
    Ok(())
}

fn run_one(step: &Step) -> Result<()> {
    println!("\n=== {}", step.name);
    let start = Instant::now();
    (step.action)()?;
    println!("=== {}: {}", step.name, show(start.elapsed()));
    Ok(())
}

fn show(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 { format!("{:.1} s", duration.as_secs_f64()) } else { format!("{} min {} s", seconds / 60, seconds % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_in_seconds_or_in_minutes() {
        assert_eq!(show(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(show(Duration::from_secs(61)), "1 min 1 s");
    }

    #[test]
    fn the_first_failure_ends_the_run_and_is_named() {
        let steps =
            [step("good", || Ok(())), step("bad", || anyhow::bail!("no")), step("never", || anyhow::bail!("not reached"))];
        let error = format!("{:#}", run(&steps).unwrap_err());
        assert!(error.starts_with("FAILED at \"bad\" after 1 of 3 steps"), "{error}");
    }
}
