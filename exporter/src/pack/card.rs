//! The table of checks in a pack's model card.

use std::fmt::Write;

use dynet_pack::Check;

const START: &str = "<!-- checks -->";
const END: &str = "<!-- /checks -->";

/// The card with the table of `checks` between its two marks, or after its text if it has none.
pub(super) fn with_checks(card: &str, checks: &[Check]) -> String {
    let table = format!("{START}\n{}{END}", table(checks));
    if let Some((before, rest)) = card.split_once(START)
        && let Some((_, after)) = rest.split_once(END)
    {
        return format!("{before}{table}{after}");
    }
    let card = card.trim_end();
    let gap = if card.is_empty() { "" } else { "\n\n" };
    format!("{card}{gap}## Checks\n\n{INTRODUCTION}\n\n{table}\n")
}

const INTRODUCTION: &str =
    "Every graph on every engine available at packing, compared with the network in Burn.";

/// Rounds to hundredths, without a sign before zero.
fn whole(decibels: f64) -> f64 {
    (decibels * 100.0).round() / 100.0 + 0.0
}

fn table(checks: &[Check]) -> String {
    let mut text = String::from(
        "| graph | engine | size | largest difference | dB to Burn | dB to the truth | dB lost | nodes | ms | \
         NNAPI, CoreML partitions |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for check in checks {
        let decibels =
            |value: Option<f64>| value.map_or("".into(), |db| format!("{:.2}", whole(db)));
        let partitions = check
            .partitions
            .map_or("".into(), |p| format!("{}, {}", p.nnapi, p.coreml));
        // Writing into a string does not fail.
        let _ = writeln!(
            text,
            "| {} | {} | {}x{} | {:.1e} | {:.1} | {} | {} | {} | {:.0} | {partitions} |",
            check.graph,
            check.engine,
            check.width,
            check.height,
            check.max_abs,
            check.db_vs_burn,
            decibels(check.db_vs_truth),
            decibels(check.db_lost),
            check.nodes,
            check.ms,
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(graph: &str) -> Check {
        Check {
            graph: graph.into(),
            engine: "tract".into(),
            height: 64,
            width: 96,
            max_abs: 1.5e-6,
            db_vs_burn: 130.0,
            db_vs_truth: Some(28.25),
            db_lost: Some(-0.001),
            nodes: 12,
            ms: 3.0,
            partitions: None,
        }
    }

    #[test]
    fn a_table_is_put_in_its_place_again_and_again() {
        let card = "# Pack\n\nWords.\n";
        let once = with_checks(card, &[check("s.cpu.onnx"), check("l.cpu.onnx")]);
        assert!(once.starts_with(card.trim_end()));
        assert!(
            once.contains(
                "| s.cpu.onnx | tract | 96x64 | 1.5e-6 | 130.0 | 28.25 | 0.00 | 12 | 3 |"
            )
        );
        let longer = format!("{once}\n## License\n");
        let again = with_checks(&longer, &[check("m.cpu.onnx")]);
        assert_eq!(again.matches(START).count(), 1);
        assert!(!again.contains("s.cpu.onnx") && again.contains("m.cpu.onnx"));
        assert!(again.ends_with("## License\n"));
    }
}
