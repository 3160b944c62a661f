//! `dynet providers`.

use clap::Args;
use dynet_core::Result;

use super::terminal;

/// List the engines and execution providers, with the reason if one cannot be used
#[derive(Args)]
#[command(after_help = "Example:\n  dynet providers")]
pub struct Providers {}

impl Providers {
    pub fn run(self) -> Result<()> {
        let say = |name: &str, reason: Option<String>| {
            let text = reason.unwrap_or_else(|| "can be used".into());
            terminal::say(&format!("{name:<12} {text}"));
        };
        for (name, reason) in providers() {
            say(&name, reason);
        }
        let absent = "this build does not have it; build with the feature \"tract\"";
        say(
            "tract",
            (!cfg!(feature = "tract")).then(|| absent.to_owned()),
        );
        Ok(())
    }
}

#[cfg(feature = "ort")]
fn providers() -> Vec<(String, Option<String>)> {
    use dynet_engine::library::{Search, find};
    use dynet_engine::ort::{Ort, Provider};

    let named = |provider: Provider| format!("ort {provider}");
    let none = |reason: String| {
        let all = Provider::ALL.into_iter();
        all.map(|provider| (named(provider), Some(reason.clone())))
            .collect()
    };
    let engine = match find(None) {
        Ok(Search::Found(path)) => Ort::new(&path, 1),
        Ok(Search::Absent(reason)) => return none(reason),
        Err(error) => Err(error),
    };
    match engine {
        Ok(engine) => engine
            .providers()
            .map(|(p, reason)| (named(p), reason))
            .collect(),
        Err(error) => none(format!("{error:#}")),
    }
}

#[cfg(not(feature = "ort"))]
fn providers() -> Vec<(String, Option<String>)> {
    let reason = "this build does not have it; build with the feature \"ort\"";
    vec![("ort".into(), Some(reason.into()))]
}
