//! What a piece of work costs: processor time of all threads, and the most memory the program has held.

use std::fs;

use rustix::time::{ClockId, clock_gettime};

/// Processor seconds this program has used so far, on all threads.
#[expect(clippy::cast_precision_loss, reason = "seconds since the start of a program")]
pub(crate) fn cpu_seconds() -> f64 {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    spent.tv_sec as f64 + spent.tv_nsec as f64 / 1e9
}

/// The most memory this program has held so far, in MiB, where the system tells (Linux).
pub(crate) fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / 1024)
}
