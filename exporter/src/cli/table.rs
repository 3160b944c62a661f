//! Checks, printed as they are done.

use std::io::{IsTerminal, Write};

use dynet_exporter::pack::Step;
use dynet_pack::Check;

/// Prints checks as they are done, for people or as JSON lines.
pub struct Table {
    json: bool,
    rows: usize,
}

impl Table {
    /// An empty table, or JSON lines.
    pub fn new(json: bool) -> Self {
        Self { json, rows: 0 }
    }

    /// Prints a check, or on a terminal the current step.
    pub fn step(&mut self, step: Step) {
        let mut progress = std::io::stderr();
        match step {
            Step::Checked(check) => self.row(check),
            Step::Does(line) if progress.is_terminal() => {
                let _ = writeln!(progress, "{line}");
            }
            // Other steps have no line.
            _ => {}
        }
    }

    /// Prints a check.
    pub fn row(&mut self, check: &Check) {
        let mut out = std::io::stdout();
        // A closed output pipe must not stop the export.
        let _ = if self.json {
            serde_json::to_string(check)
                .map(|line| writeln!(out, "{line}"))
                .ok();
            Ok(())
        } else {
            if self.rows == 0 {
                let _ = writeln!(
                    out,
                    "{:<24} {:<6} {:>9} {:>10} {:>11} {:>9} {:>8} {:>6} {:>9}  NNAPI/CoreML parts",
                    "graph",
                    "engine",
                    "size",
                    "max_abs",
                    "dB vs Burn",
                    "dB truth",
                    "dB lost",
                    "nodes",
                    "ms"
                );
            }
            let decibels = |db: Option<f64>| {
                db.map_or("-".into(), |db| {
                    format!("{:.2}", (db * 100.0).round() / 100.0 + 0.0)
                })
            };
            let parts = check.partitions;
            let parts = parts.map_or("-".into(), |p| format!("{}/{}", p.nnapi, p.coreml));
            writeln!(
                out,
                "{:<24} {:<6} {:>9} {:>10.2e} {:>11.1} {:>9} {:>8} {:>6} {:>9.1}  {parts}",
                check.graph,
                check.engine,
                format!("{}x{}", check.width, check.height),
                check.max_abs,
                check.db_vs_burn,
                decibels(check.db_vs_truth),
                decibels(check.db_lost),
                check.nodes,
                check.ms
            )
        };
        self.rows += 1;
    }
}
